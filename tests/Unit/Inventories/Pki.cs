using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Unit.Inventories;

/// <summary>Authorities and certificates made for a test, as PEM files under <c>pki</c> of a project.</summary>
internal sealed class Pki(Project project)
{
    public const string ServerAuth = "1.3.6.1.5.5.7.3.1", ClientAuth = "1.3.6.1.5.5.7.3.2";

    /// <summary>What the made certificates are valid around.</summary>
    public static readonly DateTimeOffset Now = new(2030, 6, 1, 12, 0, 0, TimeSpan.Zero);

    public Authority Ca { get; } = Authority.Make("CN=Test CA");

    /// <summary>A certificate as it should be; tests change one thing of it.</summary>
    public static Wish Good(params string[] names) => new(names);

    /// <summary>An authority, and a certificate and key of each server: <c>pki/ca.pem</c>, <c>zk1.pem</c>, <c>zk1.key</c> …</summary>
    public Pki WriteAll(params string[] hosts)
    {
        Write("ca.pem", Ca.Pem);
        foreach (var (host, index) in hosts.Select((host, index) => (host, index)))
        {
            Issue($"zk{index + 1}", Good(host));
        }

        return this;
    }

    /// <summary>Writes <c>pki/NAME.pem</c> with the certificate and <c>pki/NAME.key</c>.</summary>
    public void Issue(string name, Wish wish, Authority? by = null, string more = "", string? passphrase = null)
    {
        using var key = wish.Key();
        using var certificate = (by ?? Ca).Sign(wish, key);
        Write(name + ".pem", certificate.ExportCertificatePem() + "\n" + more);
        Write(name + ".key", passphrase is null
            ? key.ExportPkcs8PrivateKeyPem()
            : key.ExportEncryptedPkcs8PrivateKeyPem(
                passphrase, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000)));
    }

    /// <summary>Absolute path of a file of it.</summary>
    public string File(string name) => Path.Combine(project.Root, "pki", name);

    public string Write(string name, string text)
    {
        string file = File(name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        System.IO.File.WriteAllText(file, text);
        if (!OperatingSystem.IsWindows())
        {
            System.IO.File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return file;
    }

    /// <param name="Names">Of its hosts: names and addresses.</param>
    internal sealed record Wish(params string[] Names)
    {
        public Func<AsymmetricAlgorithm> Key { get; init; } = () => ECDsa.Create(ECCurve.NamedCurves.nistP256);

        public string Subject { get; init; } = "CN=server";

        public DateTimeOffset From { get; init; } = Now.AddDays(-10);

        public DateTimeOffset To { get; init; } = Now.AddDays(365);

        public string[] Usages { get; init; } = [ServerAuth, ClientAuth];

        public HashAlgorithmName Hash { get; init; } = HashAlgorithmName.SHA256;

        public bool IsAuthority { get; init; }
    }

    /// <summary>Signs certificates with an EC key.</summary>
    internal sealed record Authority(X509Certificate2 Certificate)
    {
        public string Pem => Certificate.ExportCertificatePem() + "\n";

        public static Authority Make(string subject, DateTimeOffset? to = null)
        {
            var request = new CertificateRequest(subject, ECDsa.Create(ECCurve.NamedCurves.nistP256), HashAlgorithmName.SHA256);
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
            request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
            return new(request.CreateSelfSigned(Now.AddDays(-1000), to ?? Now.AddDays(1000)));
        }

        /// <summary>One that this one has signed.</summary>
        public Authority Below(string subject)
        {
            var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var wish = new Wish { Subject = subject, IsAuthority = true, Usages = [] };
            return new(Sign(wish, key).CopyWithPrivateKey(key));
        }

        public X509Certificate2 Sign(Wish wish, AsymmetricAlgorithm key)
        {
            var request = key is RSA rsa
                ? new CertificateRequest(wish.Subject, rsa, wish.Hash, RSASignaturePadding.Pkcs1)
                : new CertificateRequest(wish.Subject, (ECDsa)key, wish.Hash);
            if (wish.Names.Length > 0)
            {
                var names = new SubjectAlternativeNameBuilder();
                foreach (string name in wish.Names)
                {
                    if (IPAddress.TryParse(name, out var address))
                    {
                        names.AddIpAddress(address);
                    }
                    else
                    {
                        names.AddDnsName(name);
                    }
                }

                request.CertificateExtensions.Add(names.Build());
            }

            if (wish.Usages.Length > 0)
            {
                request.CertificateExtensions.Add(
                    new X509EnhancedKeyUsageExtension([.. wish.Usages.Select(usage => new Oid(usage))], false));
            }

            if (wish.IsAuthority)
            {
                request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
                request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
            }

            var generator = X509SignatureGenerator.CreateForECDsa(Certificate.GetECDsaPrivateKey()!);
            return request.Create(
                Certificate.SubjectName, generator, wish.From, wish.To, RandomNumberGenerator.GetBytes(8));
        }
    }

    /// <summary>A clock that stands at <see cref="Now"/>.</summary>
    internal sealed class Clock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }
}
