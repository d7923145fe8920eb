using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Ensembles.Inventories.Security;

/// <summary>What a certificate may be used for, as Java asks (RFC 5280; sun.security.validator.EndEntityChecker).</summary>
internal static class CertificateUse
{
    public const string ServerAuth = "1.3.6.1.5.5.7.3.1", ClientAuth = "1.3.6.1.5.5.7.3.2";
    private const string Any = "2.5.29.37.0";

    /// <summary>Of a server: between servers each is a client of the others, too.</summary>
    public static ImmutableArray<string> ServerUses(SecuritySpec spec) =>
        spec.QuorumTls ? [ServerAuth, ClientAuth] : [ServerAuth];

    /// <summary>The use that it does not allow; null where it allows all of them, as one that names none does.</summary>
    public static string? Lacking(X509Certificate2 certificate, ImmutableArray<string> uses)
    {
        var extended = certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().FirstOrDefault();
        if (extended is not null)
        {
            var allowed = extended.EnhancedKeyUsages.Cast<Oid>().Select(one => one.Value).ToHashSet();
            if (!allowed.Contains(Any) && uses.FirstOrDefault(use => !allowed.Contains(use)) is { } lacking)
            {
                return lacking == ServerAuth ? "serverAuth" : "clientAuth";
            }
        }

        return certificate.Extensions.OfType<X509KeyUsageExtension>().FirstOrDefault() is { } usage
            && (usage.KeyUsages & X509KeyUsageFlags.DigitalSignature) == 0 ? "digitalSignature" : null;
    }
}
