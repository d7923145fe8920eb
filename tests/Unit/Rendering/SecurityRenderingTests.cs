using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Ensembles.Inventories;
using Ensembles.Inventories.Security;
using Ensembles.Membership;
using Ensembles.Rendering;
using Unit.Inventories;

namespace Unit.Rendering;

/// <summary>The files of servers under a section security.</summary>
internal sealed class SecurityRenderingTests
{
    private const string Tls = "certificate: \"pki/zk{id}.pem\", key: \"pki/zk{id}.key\", authorities: pki/ca.pem";

    private const string Digest =
        "users: { app: 's3cret\"\\', suite: pa ss }, user: suite, quorumUser: { name: zk, password: quorum-pw }";

    [TestCase("3.9.6", "both")]
    [TestCase("3.9.6", "tls")]
    [TestCase("3.5.10", "both")]
    public void Clients_with_tls(string release, string clients)
    {
        using var project = new Project();
        var inventory = Read(project, $"clients: {clients}, {Tls}, protocols: [TLSv1.2, TLSv1.3]", release);

        Snapshot.Match(ZooCfg(inventory, "static"), $"{release}-security-clients-{clients}");
    }

    [TestCase("3.9.6")]
    [TestCase("3.6.4")]
    public void All_of_it(string release)
    {
        using var project = new Project();
        var inventory = Read(project, $"clients: tls, requireCertificate: true, quorum: tls, {Tls}, "
            + "ownCertificate: { certificate: pki/zk1.pem, key: pki/zk1.key }, "
            + $"sasl: {{ clients: digest, required: true, quorum: digest, {Digest} }}", release);

        var files = Render(inventory, Static(inventory)).ToDictionary(file => file.Name);

        Snapshot.Match(
            files["zoo.cfg"].Content + files["java.env"].Content + files["jaas.conf"].Content,
            $"{release}-security-all");
        Assert.That(files["keystore.pem"].HostPath, Is.EqualTo("/srv/zk/1/conf/keystore.pem"));
        Assert.That(files.Values.Where(file => file.Secret).Select(file => file.Name),
            Is.EqualTo(["keystore.pem", "jaas.conf"]));
        Assert.That(files.Values.Where(file => file.Secret).Select(file => file.Mode),
            Has.All.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.That(files["keystore.pem"].Restart, Is.EqualTo(release == "3.6.4"));
        Assert.That(files["jaas.conf"].Restart, Is.True);
    }

    [Test]
    public void Kerberos()
    {
        using var project = new Project();
        var inventory = Read(project, "sasl: { clients: kerberos, required: true, quorum: kerberos, "
            + "principal: \"zookeeper/{host}@EXAMPLE.COM\", keytab: \"/etc/zk/{id}.keytab\", ownPrincipal: suite@EXAMPLE.COM }");

        var files = Render(inventory, Static(inventory)).ToDictionary(file => file.Name);

        Snapshot.Match(files["zoo.cfg"].Content + files["jaas.conf"].Content, "3.9.6-security-kerberos");
    }

    /// <summary>The inventory has no certificate, principal or keytab for it any more.</summary>
    [TestCase("clients: tls, quorum: tls, " + Tls)]
    [TestCase("sasl: { clients: kerberos, principal: \"zookeeper/{host}@EXAMPLE.COM\", keytab: \"/etc/zk/{id}.keytab\" }")]
    public void A_server_that_leaves_keeps_what_it_has(string security)
    {
        using var project = new Project();
        var inventory = Read(project, security);
        var leaver = inventory.Servers[0] with { Id = 9 };
        var files = Wanted.Renderer.Render(inventory, leaver, new MembershipForm.Static([leaver.Line()]));
        Assert.That(files.Select(file => file.Name), Has.None.AnyOf("keystore.pem", "truststore.pem", "jaas.conf"));
    }

    [Test]
    public void The_key_store_has_the_key_in_plain_and_the_chain()
    {
        using var project = new Project();
        var pki = Pkis(project);
        var between = pki.Ca.Below("CN=Between");
        pki.Issue("zk1", Pki.Good("10.0.0.11") with { Key = () => RSA.Create(2048) }, between, between.Pem, "open sesame");
        pki.Issue("zk2", Pki.Good("zk-2.example.com"), passphrase: "open sesame");
        pki.Issue("zk3", Pki.Good("2001:db8::3"), passphrase: "open sesame");
        var inventory = ReadOnly(project, $"quorum: tls, {Tls}, passphrase: open sesame", "3.9.6");

        var files = Render(inventory, Static(inventory)).ToDictionary(file => file.Name);

        using var own = X509Certificate2.CreateFromPem(files["keystore.pem"].Content, files["keystore.pem"].Content);
        Assert.That(own.Subject, Is.EqualTo("CN=server"));
        Assert.That(own.HasPrivateKey, Is.True);
        var chain = new X509Certificate2Collection();
        chain.ImportFromPem(files["keystore.pem"].Content);
        Assert.That(chain.Select(one => one.Subject), Is.EqualTo(["CN=server", "CN=Between"]));
        Assert.That(files["keystore.pem"].Content, Does.StartWith("-----BEGIN PRIVATE KEY-----\n").And.EndWith("\n"));
        Assert.That(files["truststore.pem"].Content, Is.EqualTo(pki.Ca.Pem));
        Assert.That(files["zoo.cfg"].Content, Does.Contain("\nsslQuorum=true\n").And.Not.Contain("portUnification"));
    }

    [Test]
    public void A_pass_decides_the_link_alone()
    {
        using var project = new Project();
        var inventory = Read(project, $"quorum: tls, {Tls}, sasl: {{ quorum: digest, {Digest} }}");
        var server = inventory.Servers[0];

        var first = Parse(inventory, new QuorumLink(TakesBoth: true, Sasl: true));
        var last = Parse(inventory, null);

        Assert.That(QuorumLink.Of(key => first[key]), Is.EqualTo(new QuorumLink(TakesBoth: true, Sasl: true)));
        Assert.That(first["ssl.quorum.keyStore.location"], Is.EqualTo("/srv/zk/1/conf/keystore.pem"));
        Assert.That(QuorumLink.Of(key => last[key]), Is.EqualTo(inventory.WantedLink));
        Assert.That(inventory.WantedLink,
            Is.EqualTo(new QuorumLink(Tls: true, Sasl: true, LearnerInsists: true, ServerInsists: true)));
        Assert.That(SecuritySettings.Of(inventory, server, new QuorumLink()).Keys,
            Has.None.EqualTo("sslQuorum").And.None.StartsWith("quorum.auth"));
    }

    [Test]
    public void On_the_way_back_to_plain_the_files_of_before_are_used()
    {
        using var project = new Project();
        var inventory = Read(project, "clients: plain");

        var pass = Render(inventory, Static(inventory), new QuorumLink(Tls: true, TakesBoth: true, Sasl: true))
            .ToDictionary(file => file.Name);
        var end = Render(inventory, Static(inventory)).ToDictionary(file => file.Name);

        Assert.That(pass["zoo.cfg"].Content,
            Does.Contain("ssl.quorum.keyStore.location=/srv/zk/1/conf/keystore.pem").And.Contain("sslQuorum=true"));
        Assert.That(pass["java.env"].Content, Does.Contain("login.config=/srv/zk/1/conf/jaas.conf"));
        Assert.That(end["zoo.cfg"].Content, Does.Not.Contain("ssl"));
        Assert.That(end["java.env"].Content, Does.Not.Contain("jaas"));
    }

    [Test]
    public void A_pass_overrules_the_settings()
    {
        var inventory = Wanted.Inventory("3.9.6", "static",
            "settings: { sslQuorum: true, portUnification: false, ssl.quorum.keyStore.location: /etc/zk.jks }");

        Assert.That(inventory.WantedLink, Is.EqualTo(new QuorumLink(Tls: true)));
        var pass = Parse(inventory, new QuorumLink(TakesBoth: true));
        Assert.That(QuorumLink.Of(key => pass[key]), Is.EqualTo(new QuorumLink(TakesBoth: true)));
        Assert.That(pass["ssl.quorum.keyStore.location"], Is.EqualTo("/etc/zk.jks"));
        Assert.That(Parse(inventory, null)["portUnification"], Is.EqualTo("false"));
    }

    [Test]
    public void Without_a_plain_port_no_line_names_one()
    {
        using var project = new Project();
        var inventory = Read(project, $"clients: tls, {Tls}");

        Assert.That(inventory.Servers.Select(server => server.Line().ClientPort), Has.All.Null);
        Assert.That(ZooCfg(inventory, "standalone"), Does.Not.Contain("\nclientPort"));
        Assert.That(inventory.Servers[0].ToString(), Is.Not.Empty);
    }

    [Test]
    public void An_existing_provider_of_logins_is_not_added_again()
    {
        using var project = new Project();
        var inventory = Read(project, $"sasl: {{ clients: digest, {Digest} }}", more:
            "settings: { authProvider.1: org.apache.zookeeper.server.auth.SASLAuthenticationProvider }");

        Assert.That(SecuritySettings.Of(inventory, inventory.Servers[0]), Is.EqualTo([KeyValuePair.Create("fips-mode", "false")]));
    }

    [TestCase("plain", "\"plain\"")]
    [TestCase("a\"b\\c", "\"a\\\"b\\\\c\"")]
    public void Values_of_the_login_file_arrive_as_they_are(string value, string quoted) =>
        Assert.That(JaasFile.Quoted(value), Is.EqualTo(quoted));

    private static Pki Pkis(Project project) => new Pki(project).WriteAll("10.0.0.11", "zk-2.example.com", "2001:db8::3");

    private static Inventory Read(Project project, string section, string release = "3.9.6", string more = "")
    {
        Pkis(project);
        return ReadOnly(project, section, release, more);
    }

    private static Inventory ReadOnly(Project project, string section, string release, string more = "") =>
        project.ReadGood($$"""
            ensemble: realtime
            release: { version: {{release}}, archive: /dist/zookeeper.tar.gz }
            membership: static
            connection: { type: ssh, user: deploy }
            paths: { config: "/srv/zk/{id}/conf" }
            security: { {{section}} }
            {{more}}
            servers:
              - { id: 1, host: 10.0.0.11, clientAddress: 10.0.0.11 }
              - { id: 2, host: zk-2.example.com }
              - { id: 3, host: 2001:db8::3 }
            """);

    private static MembershipForm.Static Static(Inventory inventory) => Wanted.Static(inventory);

    private static ImmutableArray<RenderedFile> Render(Inventory inventory, MembershipForm form, QuorumLink? pass = null) =>
        Wanted.Renderer.Render(inventory, inventory.Servers[0], form, pass);

    private static ZooCfg Parse(Inventory inventory, QuorumLink? pass) => Ensembles.Rendering.ZooCfg.Parse(
        Render(inventory, Static(inventory), pass)[0].Content);

    private static string ZooCfg(Inventory inventory, string form) => Render(inventory,
        form == "static" ? Static(inventory) : new MembershipForm.Standalone())[0]
        .Content;
}
