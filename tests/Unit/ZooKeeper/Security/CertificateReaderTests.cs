using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Lab;
using ZooKeeper.Security;

namespace Unit.ZooKeeper.Security;

/// <summary>Files with certificates and keys, and what is said of those that cannot be used.</summary>
public sealed class CertificateReaderTests
{
    private readonly CertificateAuthority authority = new();
    private string folder = "";
    private X509Certificate2 rsa = null!;
    private X509Certificate2 curve = null!;

    [OneTimeSetUp]
    public void Issue()
    {
        folder = TestFolder.Create();
        (rsa, curve) = (authority.Issue("rsa", [], isRsa: true), authority.Issue("curve", []));
    }

    [OneTimeTearDown]
    public void Forget()
    {
        authority.Dispose();
        rsa.Dispose();
        curve.Dispose();
    }

    private static readonly PbeParameters Encryption = new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 2048);

    private IEnumerable<(X509Certificate2 Certificate, string Key, string? Passphrase)> Keys()
    {
        var (one, other) = (rsa.GetRSAPrivateKey()!, curve.GetECDsaPrivateKey()!);
        yield return (rsa, one.ExportPkcs8PrivateKeyPem(), null);
        yield return (rsa, one.ExportRSAPrivateKeyPem(), null);
        yield return (rsa, one.ExportEncryptedPkcs8PrivateKeyPem("s3cret", Encryption), "s3cret");
        yield return (curve, other.ExportPkcs8PrivateKeyPem(), null);
        yield return (curve, other.ExportECPrivateKeyPem(), null);
        yield return (curve, other.ExportEncryptedPkcs8PrivateKeyPem("s3cret", Encryption), "s3cret");
    }

    [Test]
    public void A_key_is_read_in_each_of_its_forms_beside_its_certificate_or_in_its_file()
    {
        foreach (var (certificate, key, passphrase) in Keys())
        {
            var chain = $"{authority.Certificate.ExportCertificatePem()}\n{certificate.ExportCertificatePem()}\n";
            var apart = CertificateReader.ReadIdentity(Write("c.pem", chain), Write("k.pem", key), passphrase);
            var together = CertificateReader.ReadIdentity(Write("both.pem", $"{key}\n{chain}"), null, passphrase);
            foreach (var read in new[] { apart, together })
            {
                Assert.That(read.Certificate.HasPrivateKey);
                Assert.That(read.Certificate.Thumbprint, Is.EqualTo(certificate.Thumbprint));
                Assert.That(read.Chain.Single().Thumbprint, Is.EqualTo(authority.Certificate.Thumbprint));
            }
        }
    }

    [Test]
    public void A_PKCS12_file_is_read_with_its_chain()
    {
        var all = new X509Certificate2Collection { rsa, X509CertificateLoader.LoadCertificate(authority.Certificate.RawData) };
        var file = Path.Combine(folder, "own.p12");
        File.WriteAllBytes(file, all.Export(X509ContentType.Pfx, "s3cret")!);

        var read = CertificateReader.ReadIdentity(file, passphrase: "s3cret");

        Assert.That(read.Certificate.Thumbprint, Is.EqualTo(rsa.Thumbprint));
        Assert.That(read.Chain, Has.Count.EqualTo(1));
        Assert.That(CertificateReader.ReadAuthorities(file, "s3cret"), Has.Count.EqualTo(2).And.All.Property("HasPrivateKey").False);
        Refused(() => CertificateReader.ReadIdentity(file), "own.p12: is encrypted: a passphrase is needed");
        Refused(() => CertificateReader.ReadIdentity(file, passphrase: "x"), "own.p12: the passphrase is wrong");
        Refused(() => CertificateReader.ReadIdentity(file, "key.pem"), "name no other key file");
    }

    [Test]
    public void A_file_that_cannot_be_used_is_named_with_what_is_wrong()
    {
        var certificate = Write("cert.pem", curve.ExportCertificatePem());
        var key = Write("key.pem", curve.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        var sealedKey = Write(
            "sealed.pem", curve.GetECDsaPrivateKey()!.ExportEncryptedPkcs8PrivateKeyPem("s3cret", Encryption));
        var other = Write("other.pem", authority.Issue("b", []).GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        var foreign = Write("rsa.pem", rsa.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem());
        var store = Path.Combine(folder, "trust.jks");
        File.WriteAllBytes(store, [0xFE, 0xED, 0xFE, 0xED, 0, 0, 0, 2]);

        Refused(() => CertificateReader.ReadAuthorities(Path.Combine(folder, "gone.pem")), "gone.pem: cannot be read");
        Refused(() => CertificateReader.ReadAuthorities(Write("empty.pem", "\n")), "empty.pem: is empty");
        Refused(() => CertificateReader.ReadAuthorities(key), "key.pem: holds no certificate");
        Refused(() => CertificateReader.ReadAuthorities(Write("text.txt", "hello")), "text.txt: holds no certificate");
        Refused(() => CertificateReader.ReadAuthorities(store), "trust.jks: is a Java key store (JKS)");
        Refused(() => CertificateReader.ReadAuthorities(Write("broken.pem",
            "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----")), "broken.pem: certificate 1 in it cannot be read");
        Refused(() => CertificateReader.ReadIdentity(certificate), "cert.pem: holds no private key");
        Refused(() => CertificateReader.ReadIdentity(certificate, other), "other.pem: its key belongs to another certificate");
        Refused(() => CertificateReader.ReadIdentity(certificate, foreign), "rsa.pem: its key belongs to another certificate");
        Refused(() => CertificateReader.ReadIdentity(certificate, sealedKey), "sealed.pem: its key is encrypted");
        Refused(() => CertificateReader.ReadIdentity(certificate, sealedKey, "x"), "sealed.pem: the passphrase does not open");
        Refused(() => CertificateReader.ReadIdentity(certificate, Write("old.pem",
            "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n")), "old.pem: its key is encrypted as old OpenSSL did");
    }

    private static void Refused(Action reading, string words) =>
        Assert.That(reading, Throws.TypeOf<CertificateFileException>().With.Message.Contains(words));

    private string Write(string name, string text)
    {
        var file = Path.Combine(folder, name);
        File.WriteAllText(file, text);
        return file;
    }
}
