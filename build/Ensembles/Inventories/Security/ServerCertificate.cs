using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ZooKeeper.Security;

namespace Ensembles.Inventories.Security;

/// <summary>A certificate with its chain and its private key: of a server, or of the suite's own sessions.</summary>
public sealed class ServerCertificate
{
    private ServerCertificate(CertificateFiles files, X509Certificate2 own, ImmutableArray<X509Certificate2> issuers) =>
        (Files, Own, Issuers) = (files, own, issuers);

    /// <summary>Where it was read.</summary>
    public CertificateFiles Files { get; }

    /// <summary>The certificate itself, with its private key.</summary>
    public X509Certificate2 Own { get; }

    /// <summary>Those that follow in its file: of its issuers.</summary>
    public ImmutableArray<X509Certificate2> Issuers { get; }

    /// <summary>As a session shows it.</summary>
    public TlsIdentity Identity => new(Own, [.. Issuers]);

    /// <summary>From when on it is valid.</summary>
    public DateTimeOffset NotBefore => Own.NotBefore.ToUniversalTime();

    /// <summary>Until when it is valid, and with it its chain: the earliest end of them.</summary>
    public DateTimeOffset NotAfter => Issuers.Append(Own).Min(one => (DateTimeOffset)one.NotAfter.ToUniversalTime());

    /// <summary>SHA-256 of the certificate itself, 64 hexadecimal digits.</summary>
    public string Fingerprint => Own.GetCertHashString(HashAlgorithmName.SHA256);

    /// <summary>Key in PKCS#8, certificate and chain in PEM: what a server reads as its key store (PemReader). Secret.</summary>
    public Secret KeyStore
    {
        get
        {
            using AsymmetricAlgorithm key = Own.GetRSAPrivateKey() is { } rsa ? rsa : Own.GetECDsaPrivateKey()!;
            var blocks = Issuers.Prepend(Own).Select(one => one.ExportCertificatePem()).Prepend(key.ExportPkcs8PrivateKeyPem());
            return new(string.Concat(blocks.Select(block => block + "\n")));
        }
    }

    /// <summary>Whole days until <see cref="NotAfter"/>; negative where it is past.</summary>
    public int DaysLeft(TimeProvider time) => Validity.DaysLeft(NotAfter, time.GetUtcNow());

    /// <summary>Whether it is one for this host: <see cref="CertificateNames"/>.</summary>
    public bool Covers(string host) => CertificateNames.Of(Own).Covers(host);

    /// <returns>Null and a fault where it cannot be used.</returns>
    public static ServerCertificate? TryLoad(CertificateFiles files, out PemFault? fault) =>
        PemFile.Identity(files, out fault) is { } identity ? new(files, identity.Certificate, [.. identity.Chain]) : null;

    /// <exception cref="InventoryException">It cannot be used; the message says why.</exception>
    public static ServerCertificate Load(CertificateFiles files) =>
        TryLoad(files, out var fault) ?? throw fault!.AsException();

    public override string ToString() => $"ServerCertificate {{ {Own.Subject}, {Fingerprint} }}";
}
