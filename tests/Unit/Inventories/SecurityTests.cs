using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Ensembles.Findings;
using Ensembles.Inventories;
using Ensembles.Inventories.Security;

namespace Unit.Inventories;

/// <summary>The section security: what is read of it, and each mistake alone, by its code and its place.</summary>
internal sealed partial class SecurityTests
{
    private const string Files = "certificate: \"pki/zk{id}.pem\", key: \"pki/zk{id}.key\", authorities: pki/ca.pem";
    private const string Tls = "clients: both, quorum: tls, " + Files;
    private const string Users = "users: { app: app-pw, suite: suite-pw }";

    private static readonly string[] Hosts = ["10.0.0.11", "zk2.example.com", "zk3.example.com"];

    [Test]
    public void Without_the_section_everything_is_plain()
    {
        using var project = new Project();

        var inventory = project.ReadGood(Inventory("", release: "3.4.6"));

        Assert.That(inventory.Security.UsesTls || inventory.Security.UsesSasl, Is.False);
        Assert.That(inventory.WantedLink, Is.EqualTo(default(QuorumLink)));
        Assert.That(inventory.Servers[0].Ports.Secure, Is.EqualTo(2281));
    }

    [Test]
    public void All_of_it_is_read()
    {
        using var project = new Project();
        new Pki(project).WriteAll(Hosts).Issue("suite", Pki.Good());
        project.Environment["PW"] = "app-pw";

        var security = project.ReadGood(Inventory("""
            security:
              clients: tls
              requireCertificate: true
              quorum: tls
              protocols: [TLSv1.3, TLSv1.2]
              authorities: [pki/ca.pem]
              certificate: pki/zk{id}.pem
              key: pki/zk{id}.key
              ownCertificate: { certificate: pki/suite.pem, key: pki/suite.key }
              sasl:
                clients: digest
                required: true
                quorum: kerberos
                users: { app: "${PW}", suite: suite-pw }
                user: suite
                principal: zookeeper/{host}@EXAMPLE.COM
                keytab: /etc/zk{id}.keytab
                ownKeytab: pki/own.keytab
            """)).Security;

        Assert.That(security.Clients, Is.EqualTo(ClientTransport.Tls));
        Assert.That(security.RequireCertificate && security.QuorumTls && security.RequireSasl, Is.True);
        Assert.That(security.Protocols, Is.EqualTo(["TLSv1.3", "TLSv1.2"]));
        Assert.That(security.Authorities, Is.EqualTo([Path.Combine(project.Root, "pki/ca.pem")]));
        Assert.That(security.Certificates[2], Is.EqualTo(new CertificateFiles(
            Path.Combine(project.Root, "pki/zk2.pem"), Path.Combine(project.Root, "pki/zk2.key"), null)));
        Assert.That(security.OwnCertificate!.Key, Is.EqualTo(Path.Combine(project.Root, "pki/suite.key")));
        Assert.That(security.Users["app"].Value, Is.EqualTo("app-pw"));
        Assert.That(security.OwnUser, Is.EqualTo(new SaslUser("suite", new Secret("suite-pw"))));
        Assert.That(security.QuorumSasl, Is.EqualTo(SaslMechanism.Kerberos));
        Assert.That(security.Kerberos!.Principals[2], Is.EqualTo("zookeeper/zk2.example.com@EXAMPLE.COM"));
        Assert.That(security.Kerberos.Keytabs[3], Is.EqualTo("/etc/zk3.keytab"));
        Assert.That(security.Kerberos.OwnKeytab, Is.EqualTo(Path.Combine(project.Root, "pki/own.keytab")));
        Assert.That($"{security}", Does.Not.Contain("-pw"));
    }

    [TestCase("3.4.14", "clients: both, " + Files, "SecurityUnsupported clients")]
    [TestCase("3.5.4", "clients: both, " + Files, "SecurityUnsupported clients")]
    [TestCase("3.5.4", "quorum: tls, " + Files, "SecurityUnsupported quorum")]
    [TestCase("3.5.5", "clients: both, " + Files, "CertificatesAlwaysAsked clients")]
    [TestCase("3.5.5", "clients: both, requireCertificate: true, " + Files, "")]
    [TestCase("3.8.4", "clients: both, protocols: [TLSv1.3], " + Files, "ProtocolUnsupported protocols")]
    [TestCase("3.8.4", "clients: both, protocols: [TLSv1.3, TLSv1.2], " + Files, "")]
    [TestCase("3.9.4", "clients: both, protocols: [TLSv1.3], " + Files, "")]
    [TestCase("3.9.4", "clients: both", "TransportIncomplete authorities, TransportIncomplete certificate, TransportIncomplete key")]
    [TestCase("3.9.4", Files, "SecurityUnused authorities warning, SecurityUnused certificate warning, SecurityUnused key warning")]
    [TestCase("3.9.4", "quorum: tls, requireCertificate: true, " + Files, "SecurityUnused requireCertificate")]
    [TestCase("3.9.4", "clients: tls, requireCertificate: true, " + Files, "OwnCertificateMissing requireCertificate")]
    [TestCase("3.9.4", "clients: both, requireCertificate: true, " + Files, "")]
    [TestCase("3.9.4", "clients: neither", "InvalidValue clients")]
    [TestCase("3.9.4", "clinets: tls", "UnknownKey clinets")]
    [TestCase("3.4.9", "sasl: { quorum: digest, quorumUser: { name: zk, password: pw } }", "SecurityUnsupported quorum")]
    [TestCase("3.5.3", "sasl: { quorum: digest, quorumUser: { name: zk, password: pw } }", "SecurityUnsupported quorum")]
    [TestCase("3.4.10", "sasl: { quorum: digest, quorumUser: { name: zk, password: pw } }", "")]
    [TestCase("3.5.8", "sasl: { clients: digest, required: true, user: suite, " + Users + " }", "SecurityUnsupported required")]
    [TestCase("3.9.4", "sasl: { clients: digest, required: true, " + Users + " }", "OwnIdentityMissing required")]
    [TestCase("3.9.4", "sasl: { clients: digest, user: nobody, " + Users + " }", "UnknownSaslUser user")]
    [TestCase("3.9.4", "sasl: { clients: digest }", "SaslUsersMissing clients")]
    [TestCase("3.9.4", "sasl: { quorum: digest }", "QuorumUserMissing quorum")]
    [TestCase("3.9.4", "sasl: { required: true }", "SecurityUnused required")]
    [TestCase("3.9.4", "sasl: { clients: digest, users: { a: \"x$${y}\", b: \"...\" } }", "UnusablePassword a, UnusablePassword b")]
    [TestCase("3.9.4", "sasl: { clients: digest, users: { \"a b\": x } }", "InvalidValue a b")]
    [TestCase("3.9.4", "sasl: { quorum: digest, quorumUser: { name: zk } }", "MissingKey password")]
    [TestCase("3.9.4", "sasl: { clients: kerberos, required: true, principal: zk/h@R, keytab: /k }", "OwnIdentityMissing required")]
    [TestCase("3.9.4", "sasl: { quorum: kerberos }", "KerberosIncomplete keytab, KerberosIncomplete principal")]
    [TestCase("3.9.4", "sasl: { quorum: kerberos, principal: zk/h@R, keytab: pki/k }", "RelativePath keytab")]
    [TestCase("3.9.4", "sasl: { quorum: kerberos, principal: zookeeper, keytab: /k }", "InvalidValue principal")]
    public void What_the_section_asks_for(string release, string section, string expected)
    {
        using var project = new Project();
        new Pki(project).WriteAll(Hosts);

        var faults = project.Read(Inventory($"security: {{ {section} }}", release)).Faults;

        Assert.That(string.Join(", ", faults.Select(Told).Distinct().Order(StringComparer.Ordinal)), Is.EqualTo(expected));
    }

    [TestCase("clients: both, " + Files, "secureClientPort: 2281", "")]
    [TestCase("clients: both, " + Files, "secureClientPort: 2282", "SecurityContradiction secureClientPort")]
    [TestCase("clients: plain", "secureClientPort: 2281", "SecurityContradiction secureClientPort")]
    [TestCase("quorum: plain", "secureClientPort: 2281", "")]
    [TestCase("clients: both, " + Files, "ssl.keyStore.password: x", "SecurityContradiction password")]
    [TestCase("clients: both, " + Files, "ssl.trustStore.location: /x", "SecurityContradiction location")]
    [TestCase("clients: both, " + Files, "ssl.clientAuth: want", "SecurityContradiction clientAuth")]
    [TestCase("clients: both, " + Files, "ssl.ciphersuites: x", "")]
    [TestCase("clients: both, " + Files, "serverCnxnFactory: org.apache.zookeeper.server.NIOServerCnxnFactory",
        "SecurityContradiction serverCnxnFactory")]
    [TestCase("quorum: tls, " + Files, "sslQuorum: false", "SecurityContradiction sslQuorum")]
    [TestCase("quorum: tls, " + Files, "sslQuorum: true", "")]
    [TestCase("quorum: plain", "sslQuorum: true", "SecurityContradiction sslQuorum")]
    [TestCase("quorum: tls, " + Files, "portUnification: true", "SecurityContradiction portUnification")]
    [TestCase("quorum: tls, " + Files, "ssl.quorum.keyStore.location: /x", "SecurityContradiction location")]
    [TestCase("clients: both, " + Files, "ssl.quorum.keyStore.location: /x", "")]
    [TestCase("sasl: { quorum: none }", "quorum.auth.enableSasl: true", "SecurityContradiction enableSasl")]
    [TestCase("sasl: { quorum: digest, quorumUser: { name: zk, password: pw } }", "quorum.auth.serverRequireSasl: false",
        "SecurityContradiction serverRequireSasl")]
    [TestCase("sasl: { quorum: digest, quorumUser: { name: zk, password: pw } }", "quorum.auth.learner.saslLoginContext: Mine",
        "SecurityContradiction saslLoginContext")]
    [TestCase("sasl: { clients: digest, " + Users + " }", "authProvider.sasl: com.example.Mine", "SecurityContradiction sasl")]
    [TestCase("sasl: { clients: digest, " + Users + " }", "authProvider.1: com.example.Mine", "")]
    [TestCase("sasl: { clients: digest, required: false, user: suite, " + Users + " }", "enforce.auth.enabled: true",
        "SecurityContradiction enabled")]
    [TestCase("sasl: { clients: digest, required: true, user: suite, " + Users + " }", "enforce.auth.schemes: digest",
        "SecurityContradiction schemes")]
    [TestCase("sasl: { clients: digest, user: suite, " + Users + " }",
        "enforce.auth.enabled: true, enforce.auth.schemes: sasl", "")]
    [TestCase("sasl: { clients: digest, " + Users + " }", "enforce.auth.enabled: true", "SettingPreventsManagement enabled")]
    [TestCase("clients: plain", "sessionRequireClientSASLAuth: true", "SettingPreventsManagement sessionRequireClientSASLAuth")]
    public void Settings_beside_the_section(string section, string settings, string expected)
    {
        using var project = new Project();
        new Pki(project).WriteAll(Hosts);

        var faults = project.Read(Inventory($"security: {{ {section} }}\nsettings: {{ {settings} }}")).Faults;

        Assert.That(string.Join(", ", faults.Select(Told)), Is.EqualTo(expected));
    }

    [TestCase("sasl: { clients: digest, " + Users + " }", "-Djava.security.auth.login.config=/x", true)]
    [TestCase("clients: plain", "-Djava.security.auth.login.config=/x", false)]
    [TestCase("clients: both, " + Files, "-Dzookeeper.ssl.keyStore.password=x", true)]
    [TestCase("clients: both, " + Files, "-Dzookeeper.ssl.ciphersuites=x", false)]
    public void Options_of_java_beside_the_section(string section, string flag, bool contradicts)
    {
        using var project = new Project();
        new Pki(project).WriteAll(Hosts);

        var faults = project.Read(Inventory($"security: {{ {section} }}\njava: {{ flags: [\"{flag}\"] }}")).Faults;

        Assert.That(faults.Select(fault => fault.Code),
            Is.EqualTo(contradicts ? new[] { InventoryCodes.SecurityContradiction } : []));
    }

    [Test]
    public void Files_of_theirs_carry_tls_and_no_logins()
    {
        using var project = new Project();
        new Pki(project).WriteAll(Hosts);
        string sasl = $"sasl: {{ clients: digest, {Users} }}";

        Assert.That(project.Read(Inventory($"security: {{ {Tls} }}\nfiles: theirs")).Faults, Is.Empty);
        Assert.That(project.Read(Inventory($"security: {{ {sasl} }}\nfiles: theirs")).Faults.Select(fault => fault.Code),
            Is.Not.Empty.And.All.EqualTo(InventoryCodes.LoginsNeedOurFiles));
    }

    [Test]
    public void A_folder_with_blanks_carries_no_logins()
    {
        using var project = new Project();

        var faults = project.Read(Inventory(
            $"security: {{ sasl: {{ clients: digest, {Users} }} }}\npaths: {{ config: \"/etc/zoo keeper\" }}")).Faults;

        Assert.That(faults.Select(fault => fault.Code).Distinct(), Is.EqualTo([InventoryCodes.InvalidPath]));
    }

    [Test]
    public void The_port_of_tls_collides_like_others()
    {
        using var project = new Project();
        new Pki(project).WriteAll(Hosts);
        string yaml = Inventory($"security: {{ {Tls} }}")
            .Replace("host: 10.0.0.11", "host: 10.0.0.11, ports: { secure: 2888 }", StringComparison.Ordinal);

        Assert.That(project.Read(yaml).Faults.Select(Told), Is.EqualTo(["PortConflict quorum"]));
        Assert.That(project.Read(yaml.Replace("clients: both, ", "", StringComparison.Ordinal)).Faults, Is.Empty);
    }

    [Test]
    public void The_suites_own_certificate_is_checked()
    {
        using var project = new Project();
        var pki = new Pki(project).WriteAll(Hosts);
        pki.Issue("suite", Pki.Good() with { Usages = [Pki.ServerAuth], To = Pki.Now.AddDays(3) });

        var faults = project.Read(Inventory($"security: {{ {Tls}, "
            + "ownCertificate: { certificate: pki/suite.pem, key: pki/suite.key } }")).Faults;

        Assert.That(faults.Select(fault => $"{fault.Code} {fault.Subject.Key}"), Is.EquivalentTo([
            $"{InventoryCodes.CertificateUsage} security.ownCertificate.certificate",
            $"{InventoryCodes.CertificateExpiresSoon} security.ownCertificate.certificate",
        ]));
    }

    [Test]
    public void A_loaded_certificate_tells_its_days_and_its_fingerprint()
    {
        using var project = new Project();
        var pki = new Pki(project).WriteAll(Hosts);
        pki.Issue("zk1", Good with { To = Pki.Now.AddDays(10.5) });

        var certificate = ServerCertificate.Load(
            project.ReadGood(Inventory($"security: {{ {Tls} }}")).Security.Certificates[1]);

        Assert.That(certificate.DaysLeft(new Pki.Clock()), Is.EqualTo(10));
        Assert.That(certificate.Fingerprint, Has.Length.EqualTo(64));
        Assert.That(certificate.Own.HasPrivateKey, Is.True);
        Assert.That(certificate.Covers("10.0.0.11"), Is.True);
        Assert.That($"{certificate} {certificate.KeyStore}", Does.Not.Contain("PRIVATE"));
        Assert.That(() => ServerCertificate.Load(new("/no/such", "/no/such", null)), Throws.TypeOf<InventoryException>());
    }

    [TestCase("quorum.auth.enableSasl: true, quorum.auth.serverRequireSasl: true", true)]
    [TestCase("quorum.auth.learnerRequireSasl: true", true)]
    [TestCase("quorum.auth.enableSasl: true, quorum.auth.learnerRequireSasl: true", false)]
    public void Logins_between_servers_that_zookeeper_refuses(string settings, bool refused)
    {
        using var project = new Project();

        var faults = project.Read(Inventory($"settings: {{ {settings} }}")).Faults;

        Assert.That(faults.Select(fault => fault.Code), refused ? Is.EqualTo([InventoryCodes.QuorumLoginsContradict]) : Is.Empty);
    }

    private static Pki.Wish Good => Pki.Good(Hosts[0]);

    private static string Inventory(string more, string release = "3.9.4") => $$"""
        ensemble: realtime
        release: { version: {{release}}, archive: /dist/zookeeper.tar.gz }
        membership: static
        connection: { type: ssh, user: deploy }
        {{more.ReplaceLineEndings("\n")}}
        servers:
          - { id: 1, host: 10.0.0.11 }
          - { id: 2, host: zk2.example.com }
          - { id: 3, host: zk3.example.com }
        """;

    /// <summary>Name of the code, the last part of the key, and whether it is a warning.</summary>
    private static string Told(Finding finding) =>
        FindingFamily.All[0].Codes.Single(code => code.Code == finding.Code).Name
        + " " + finding.Subject.Key!.Split('.')[^1] + (finding.Severity == FaultSeverity.Warning ? " warning" : "");
}
