using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Lab;

/// <summary>Issues certificates for tests: servers at this machine, and clients.</summary>
public sealed class CertificateAuthority : IDisposable
{
    private const string ServerUse = "1.3.6.1.5.5.7.3.1", ClientUse = "1.3.6.1.5.5.7.3.2";

    /// <param name="issuer">Makes this one an intermediate authority; null: it is a root.</param>
    public CertificateAuthority(string name = "Test authority", CertificateAuthority? issuer = null)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        var (from, to) = (DateTimeOffset.Now.AddYears(-2), DateTimeOffset.Now.AddYears(2));
        if (issuer is null)
        {
            Certificate = request.CreateSelfSigned(from, to);
        }
        else
        {
            using var bare = request.Create(issuer.Certificate, from.AddDays(1), to.AddDays(-1), Serial());
            Certificate = bare.CopyWithPrivateKey(key);
        }
    }

    public X509Certificate2 Certificate { get; }

    /// <summary>A certificate with its key, for a server and a client alike, valid from a day ago.</summary>
    /// <param name="names">DNS names and IP addresses; none: only the common name.</param>
    /// <param name="validDays">Until so many days from now; negative: it has expired.</param>
    /// <param name="isRsa">Otherwise on an elliptic curve.</param>
    public X509Certificate2 Issue(
        string commonName, IEnumerable<string> names, int validDays = 30, bool isRsa = false, int fromDays = -1)
    {
        using var rsa = isRsa ? RSA.Create(2048) : null;
        using var curve = isRsa ? null : ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = isRsa
            ? new CertificateRequest($"CN={commonName}", rsa!, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest($"CN={commonName}", curve!, HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            if (IPAddress.TryParse(name, out var address))
            {
                alternatives.AddIpAddress(address);
            }
            else
            {
                alternatives.AddDnsName(name);
            }
        }

        if (names.Any())
        {
            request.CertificateExtensions.Add(alternatives.Build());
        }

        request.CertificateExtensions.Add(
            new X509EnhancedKeyUsageExtension([new(ServerUse), new(ClientUse)], false));
        var until = DateTimeOffset.Now.AddDays(validDays);
        var from = validDays < 0 ? until.AddDays(-10) : DateTimeOffset.Now.AddDays(fromDays);
        // The key is not of the same kind as the issuer's: the issuer's signs by itself.
        using var signer = Certificate.GetECDsaPrivateKey()!;
        using var bare = request.Create(
            Certificate.SubjectName, X509SignatureGenerator.CreateForECDsa(signer), from, until, Serial());
        return isRsa ? bare.CopyWithPrivateKey(rsa!) : bare.CopyWithPrivateKey(curve!);
    }

    /// <summary>Writes the authority's certificate as PEM; gives the path.</summary>
    public string Write(string folder)
    {
        var path = Path.Combine(folder, $"{Certificate.GetNameInfo(X509NameType.SimpleName, false)}.pem");
        File.WriteAllText(path, Certificate.ExportCertificatePem() + "\n");
        return path;
    }

    /// <summary>Writes key (PKCS#8), certificate and chain to one file of PEM, as ZooKeeper's key stores are.</summary>
    public static string WriteKeyStore(string path, X509Certificate2 certificate, params X509Certificate2[] chain)
    {
        var key = certificate.GetRSAPrivateKey() ?? (AsymmetricAlgorithm)certificate.GetECDsaPrivateKey()!;
        File.WriteAllText(path, $"{key.ExportPkcs8PrivateKeyPem()}\n" +
            string.Concat(chain.Prepend(certificate).Select(one => one.ExportCertificatePem() + "\n")));
        return path;
    }

    /// <summary>
    /// Issues to a server on loopback and writes <c>NAME.pem</c>, <c>NAME.key</c> and, as ZooKeeper reads them,
    /// <c>NAME.store.pem</c> with both; gives the path of the last.
    /// </summary>
    public string IssueFiles(string folder, string name, bool isRsa = true, string address = "127.0.0.1")
    {
        using var issued = Issue(name, [address, "localhost"], validDays: 180, isRsa);
        using var key = issued.GetRSAPrivateKey() ?? (AsymmetricAlgorithm)issued.GetECDsaPrivateKey()!;
        File.WriteAllText(Path.Combine(folder, $"{name}.pem"), issued.ExportCertificatePem() + "\n");
        var keyFile = Path.Combine(folder, $"{name}.key");
        File.WriteAllText(keyFile, key.ExportPkcs8PrivateKeyPem() + "\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(keyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return WriteKeyStore(Path.Combine(folder, $"{name}.store.pem"), issued);
    }

    public void Dispose() => Certificate.Dispose();

    private static byte[] Serial() => [1, .. RandomNumberGenerator.GetBytes(8)];
}
