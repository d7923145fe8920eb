using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Ensembles.Inventories.Security;

/// <summary>The certificates that servers and suite trust.</summary>
/// <param name="Certificates">In the order of their files.</param>
public sealed record TrustedAuthorities(ImmutableArray<X509Certificate2> Certificates)
{
    /// <summary>What a server reads as its trust store.</summary>
    public string TrustStore => Pem(Certificates);

    /// <summary>One below the other, each with its lines of begin and end.</summary>
    public static string Pem(IEnumerable<X509Certificate2> certificates) =>
        string.Concat(certificates.Select(one => one.ExportCertificatePem() + "\n"));

    /// <summary>Those in a trust store that this suite has written; none where it cannot be read.</summary>
    public static ImmutableArray<X509Certificate2> InStore(string? text)
    {
        X509Certificate2Collection found = [];
        try
        {
            found.ImportFromPem(text ?? "");
        }
        catch (CryptographicException)
        {
            // Whoever has written it so: nothing is known of whom it trusts.
            return [];
        }

        return [.. found];
    }

    /// <exception cref="InventoryException">A file cannot be used; the message says why.</exception>
    public static TrustedAuthorities Load(IEnumerable<string> files) => new(
        [.. files.SelectMany(file => PemFile.Certificates(file, out var fault) ?? throw fault!.AsException())]);

    /// <summary>The authority that a certificate leads to, through its chain; null where it leads to none.</summary>
    /// <remarks>As Java does, any certificate that is trusted ends the way, of an authority between or not.</remarks>
    public X509Certificate2? AnchorOf(ServerCertificate certificate, DateTimeOffset time) =>
        AnchorOf(certificate.Own, certificate.Issuers, time);

    /// <inheritdoc cref="AnchorOf(ServerCertificate, DateTimeOffset)"/>
    /// <param name="issuers">What is sent along with it.</param>
    public X509Certificate2? AnchorOf(X509Certificate2 own, ImmutableArray<X509Certificate2> issuers, DateTimeOffset time)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(Certificates.ToArray());
        chain.ChainPolicy.ExtraStore.AddRange(issuers.AddRange(Certificates).ToArray());
        chain.ChainPolicy.VerificationTime = time.UtcDateTime;
        _ = chain.Build(own);
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
