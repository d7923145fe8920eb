using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Unit.Inventories;

/// <content>Files of certificates and keys, each spoiled in one way.</content>
internal sealed partial class SecurityTests
{
    private static IEnumerable<TestCaseData> BadFiles()
    {
        yield return Files1("certificate_missing", pki => Delete(pki, "zk1.pem"), "SecurityFileMissing certificate");
        yield return Files1("key_missing", pki => Delete(pki, "zk1.key"), "SecurityFileMissing key");
        yield return Files1("authorities_missing", pki => Delete(pki, "ca.pem"), "SecurityFileMissing authorities");
        yield return Files1("certificate_is_a_folder", MakeFolder, "SecurityFileMissing certificate");
        yield return Files1("larger_than_any_certificate", pki => pki.Write("zk1.pem", new string('x', 2 << 20)),
            "SecurityFileUnreadable certificate");
        yield return Files1("not_pem", pki => pki.Write("zk1.pem", "\u0030\u0082hello"), "NoCertificate certificate");
        yield return Files1("empty", pki => pki.Write("zk1.pem", ""), "NoCertificate certificate");
        yield return Files1("broken_pem", pki => pki.Write("zk1.pem",
            "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"), "NoCertificate certificate");
        yield return Files1("authorities_empty", pki => pki.Write("ca.pem", "\n"), "NoCertificate authorities");
        yield return Files1("authorities_without_certificate",
            pki => pki.Write("ca.pem", ECDsa.Create(ECCurve.NamedCurves.nistP256).ExportPkcs8PrivateKeyPem()), "NoCertificate authorities");
        yield return Files1("expired", pki => pki.Issue("zk1", Good with { To = Pki.Now.AddDays(-1) }),
            "CertificateExpired certificate");
        yield return Files1("not_yet_valid", pki => pki.Issue("zk1", Good with { From = Pki.Now.AddDays(1) }),
            "CertificateNotYetValid certificate");
        yield return Files1("expires_soon", pki => pki.Issue("zk1", Good with { To = Pki.Now.AddDays(29.5) }),
            "CertificateExpiresSoon certificate warning");
        yield return Files1("key_of_another", pki => Copy(pki, "zk2.key", "zk1.key"), "KeyOfAnotherCertificate key");
        yield return Files1("key_of_a_later_certificate", pki => pki.Write("zk1.pem", pki.Ca.Pem + Text(pki, "zk1.pem")),
            "KeyOfAnotherCertificate key");
        yield return Files1("key_of_rsa_for_ec", pki => pki.Write("zk1.key", RSA.Create(2048).ExportPkcs8PrivateKeyPem()),
            "KeyOfAnotherCertificate key");
        yield return Files1("no_key", pki => Copy(pki, "zk1.pem", "zk1.key"), "NoKey key");
        yield return Files1("old_encryption", pki => pki.Write("zk1.key", "-----BEGIN RSA PRIVATE KEY-----\n"
            + "Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\nAAAA\n-----END RSA PRIVATE KEY-----\n"), "NoKey key");
        yield return Files1("encrypted_without_passphrase", pki => pki.Issue("zk1", Good, passphrase: "open"), "KeyEncrypted key");
        yield return Files1("no_chain_to_an_authority", pki => pki.Issue("zk1", Good, Pki.Authority.Make("CN=Other")),
            "CertificateUntrusted certificate");
        yield return Files1("an_authority_of_the_same_name", pki => pki.Issue("zk1", Good, Pki.Authority.Make("CN=Test CA")),
            "CertificateUntrusted certificate");
        yield return Files1("chain_with_a_gap", pki => pki.Issue("zk1", Good, pki.Ca.Below("CN=Between")),
            "CertificateUntrusted certificate");
        yield return Files1("an_expired_authority_in_use", pki =>
        {
            var old = Pki.Authority.Make("CN=Old", Pki.Now.AddDays(-5));
            pki.Issue("zk1", Good with { To = Pki.Now.AddDays(365), From = Pki.Now.AddDays(-20) }, old);
            pki.Write("ca.pem", pki.Ca.Pem + old.Pem);
        }, "AuthorityExpired authorities");
        yield return Files1("an_expired_authority_without_use",
            pki => pki.Write("ca.pem", pki.Ca.Pem + Pki.Authority.Make("CN=Old", Pki.Now.AddDays(-5)).Pem),
            "AuthorityExpired authorities warning");
        yield return Files1("authorities_of_one_name",
            pki => pki.Write("ca.pem", pki.Ca.Pem + Pki.Authority.Make("CN=Test CA").Pem), "AuthoritiesAlike authorities");
        yield return Files1("other_hosts", pki => pki.Issue("zk1", Pki.Good("10.0.0.12")), "CertificateNames certificate");
        yield return Files1("an_address_as_a_dns_name", pki => pki.Issue("zk1", Pki.Good("zk1.example.com") with
            { Subject = "CN=10.0.0.11" }), "CertificateNames certificate");
        yield return Files1("for_clients_only", pki => pki.Issue("zk1", Good with { Usages = [Pki.ClientAuth] }),
            "CertificateUsage certificate");
        yield return Files1("for_servers_only", pki => pki.Issue("zk1", Good with { Usages = [Pki.ServerAuth] }),
            "CertificateUsage certificate");
        yield return Files1("short_rsa", pki => pki.Issue("zk1", Good with { Key = () => RSA.Create(1024) }),
            "WeakAlgorithm certificate warning");
        yield return Files1("shorter_rsa", pki => pki.Issue("zk1", Good with { Key = () => RSA.Create(768) }),
            "RefusedAlgorithm certificate");
        if (!OperatingSystem.IsWindows())
        {
            yield return Files1("key_that_others_may_read", pki => Chmod(pki, "zk1.key"), "KeyFileExposed key warning");
        }
    }

    [TestCaseSource(nameof(BadFiles))]
    public void A_bad_file(Action<Pki> spoil, string expected)
    {
        using var project = new Project();
        var pki = new Pki(project).WriteAll(Hosts);
        spoil(pki);

        var faults = project.Read(Inventory($"security: {{ {Tls} }}")).Faults;

        Assert.That(faults.Select(Told).Distinct(), Is.EqualTo([expected]), string.Join('\n', faults));
        Assert.That(string.Join('\n', faults), Does.Not.Contain("PRIVATE"));
    }

    [Test]
    public void A_wrong_passphrase()
    {
        using var project = new Project();
        var pki = new Pki(project).WriteAll(Hosts);
        pki.Issue("zk1", Good, passphrase: "open");

        var faults = project.Read(Inventory($"security: {{ {Tls}, passphrase: wrong-one }}")).Faults;

        Assert.That(faults.Select(Told), Is.EqualTo(["WrongPassphrase key"]));
        Assert.That(string.Join('\n', faults), Does.Not.Contain("wrong-one"));
    }

    [Test]
    public void A_signature_that_ages()
    {
        using var project = new Project();
        var pki = new Pki(project).WriteAll(Hosts);
        pki.Write("zk1.pem", Signed(pki, "1.2.840.10045.4.1", HashAlgorithmName.SHA1, out string key));
        pki.Write("zk1.key", key);

        var sha1 = project.Read(Inventory($"security: {{ {Tls} }}")).Faults.Select(Told).ToList();
        pki.Write("zk1.pem", Signed(pki, "1.2.840.113549.1.1.4", HashAlgorithmName.MD5, out key));
        pki.Write("zk1.key", key);
        var md5 = project.Read(Inventory($"security: {{ {Tls} }}")).Faults.Select(Told);

        Assert.That(sha1, Does.Contain("WeakAlgorithm certificate warning"));
        Assert.That(md5, Does.Contain("RefusedAlgorithm certificate"));
    }

    [Test]
    public void An_authority_between_is_enough_in_the_chain_and_as_an_anchor()
    {
        using var project = new Project();
        var pki = new Pki(project).WriteAll(Hosts);
        var between = pki.Ca.Below("CN=Between");
        pki.Issue("zk1", Good, between, between.Pem);
        Assert.That(project.Read(Inventory($"security: {{ {Tls} }}")).Faults, Is.Empty);

        foreach (var (name, host) in new[] { ("zk1", Hosts[0]), ("zk2", Hosts[1]), ("zk3", Hosts[2]) })
        {
            pki.Issue(name, Pki.Good(host), between);
        }

        pki.Write("ca.pem", between.Pem);
        Assert.That(project.Read(Inventory($"security: {{ {Tls} }}")).Faults, Is.Empty);
    }

    private static TestCaseData Files1(string name, Action<Pki> spoil, string expected) =>
        new TestCaseData(spoil, expected).SetArgDisplayNames(name);

    private static string Signed(Pki pki, string oid, HashAlgorithmName hash, out string key)
    {
        using var own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        key = own.ExportPkcs8PrivateKeyPem();
        var request = new CertificateRequest("CN=server", own, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(System.Net.IPAddress.Parse(Hosts[0]));
        request.CertificateExtensions.Add(names.Build());
        return request.Create(pki.Ca.Certificate.SubjectName, new OldSigner(pki.Ca.Certificate.GetECDsaPrivateKey()!, oid, hash),
            Pki.Now.AddDays(-10), Pki.Now.AddDays(365), [1, 2, 3]).ExportCertificatePem();
    }

    private static void Delete(Pki pki, string name) => File.Delete(pki.File(name));

    private static string Text(Pki pki, string name) => File.ReadAllText(pki.File(name));

    private static void Copy(Pki pki, string from, string to) => pki.Write(to, Text(pki, from));

    private static void MakeFolder(Pki pki)
    {
        Delete(pki, "zk1.pem");
        Directory.CreateDirectory(pki.File("zk1.pem"));
    }

    private static void Chmod(Pki pki, string name)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(pki.File(name), (UnixFileMode)0b110_100_100);
        }
    }

    /// <summary>Signs with an algorithm that .NET makes no new certificates with.</summary>
    private sealed class OldSigner(ECDsa key, string oid, HashAlgorithmName hash) : X509SignatureGenerator
    {
        public override byte[] GetSignatureAlgorithmIdentifier(HashAlgorithmName hashAlgorithm)
        {
            var writer = new AsnWriter(AsnEncodingRules.DER);
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(oid);
            }

            return writer.Encode();
        }

        public override byte[] SignData(byte[] data, HashAlgorithmName hashAlgorithm) =>
            key.SignData(data, hash, DSASignatureFormat.Rfc3279DerSequence);

        protected override PublicKey BuildPublicKey() => new(key);
    }
}
