using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;

namespace Ensembles.Inventories.Security;

/// <summary>The certificates that servers and suite trust.</summary>
/// <param name="Certificates">In the order of their files.</param>
public sealed record TrustedAuthorities(ImmutableArray<X509Certificate2> Certificates)
{
    /// <summary>What a server reads as its trust store.</summary>
    public string TrustStore => string.Concat(Certificates.Select(one => one.ExportCertificatePem() + "\n"));

    /// <exception cref="InventoryException">A file cannot be used; the message says why.</exception>
    public static TrustedAuthorities Load(IEnumerable<string> files) => new(
        [.. files.SelectMany(file => PemFile.Certificates(file, out var fault) ?? throw fault!.AsException())]);

    /// <summary>The authority that a certificate leads to, through its chain; null where it leads to none.</summary>
    /// <remarks>As Java does, any certificate that is trusted ends the way, of an authority between or not.</remarks>
    public X509Certificate2? AnchorOf(ServerCertificate certificate, DateTimeOffset time)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(Certificates.ToArray());
        chain.ChainPolicy.ExtraStore.AddRange(certificate.Issuers.AddRange(Certificates).ToArray());
        chain.ChainPolicy.VerificationTime = time.UtcDateTime;
        _ = chain.Build(certificate.Own);
        foreach (var element in chain.ChainElements)
        {
            if (Certificates.FirstOrDefault(one => one.Thumbprint == element.Certificate.Thumbprint) is { } anchor)
            {
                return anchor;
            }

            const X509ChainStatusFlags Broken = X509ChainStatusFlags.NotSignatureValid
                | X509ChainStatusFlags.InvalidBasicConstraints | X509ChainStatusFlags.NotValidForUsage;
            if (element.ChainElementStatus.Any(status => (status.Status & Broken) != 0))
            {
                return null;
            }
        }

        return null;
    }
}
