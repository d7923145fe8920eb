using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Lab;

/// <summary>A certificate authority of a test, with its certificates as PEM files in a folder.</summary>
public sealed class TestAuthority : IDisposable
{
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 certificate;

    public TestAuthority(string folder, string name = "Lab authority")
    {
        Folder = Directory.CreateDirectory(folder).FullName;
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddYears(1));
        File.WriteAllText(AuthorityFile, certificate.ExportCertificatePem() + "\n");
    }

    public string Folder { get; }

    /// <summary>What is to be trusted.</summary>
    public string AuthorityFile => Path.Combine(Folder, "ca.pem");

    /// <summary>Writes <c>NAME.pem</c>, <c>NAME.key</c> (PKCS#8) and both together as ZooKeeper reads them, <c>NAME.store.pem</c>.</summary>
    /// <param name="hosts">Names; addresses of loopback are always among them.</param>
    public string Issue(string name, params string[] hosts)
    {
        using var own = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", own, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(System.Net.IPAddress.Loopback);
        foreach (var host in hosts.Append("localhost"))
        {
            names.AddDnsName(host);
        }

        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(
            [new("1.3.6.1.5.5.7.3.1"), new("1.3.6.1.5.5.7.3.2")], false));
        using var issued = request.Create(
            certificate.SubjectName, X509SignatureGenerator.CreateForECDsa(key), DateTimeOffset.UtcNow.AddDays(-1),
            DateTimeOffset.UtcNow.AddMonths(6), RandomNumberGenerator.GetBytes(12));
        var (chain, secret) = (issued.ExportCertificatePem() + "\n", own.ExportPkcs8PrivateKeyPem() + "\n");
        File.WriteAllText(Path.Combine(Folder, $"{name}.pem"), chain);
        File.WriteAllText(Path.Combine(Folder, $"{name}.key"), secret);
        var store = Path.Combine(Folder, $"{name}.store.pem");
        File.WriteAllText(store, secret + chain);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Path.Combine(Folder, $"{name}.key"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
            File.SetUnixFileMode(store, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return store;
    }

    public void Dispose()
    {
        certificate.Dispose();
        key.Dispose();
    }
}
