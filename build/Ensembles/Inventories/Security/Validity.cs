using System.Security.Cryptography.X509Certificates;

namespace Ensembles.Inventories.Security;

/// <summary>The time in which a certificate is valid (RFC 5280, section 4.1.2.5).</summary>
public static class Validity
{
    /// <summary>Fewer days than these are soon.</summary>
    public const int SoonDays = 30;

    public static bool Began(X509Certificate2 certificate, DateTimeOffset now) => now >= certificate.NotBefore.ToUniversalTime();

    public static bool Ended(X509Certificate2 certificate, DateTimeOffset now) => now > certificate.NotAfter.ToUniversalTime();

    /// <summary>Whole days; negative where it has ended.</summary>
    public static int DaysLeft(X509Certificate2 certificate, DateTimeOffset now) =>
        DaysLeft(certificate.NotAfter.ToUniversalTime(), now);

    /// <inheritdoc cref="DaysLeft(X509Certificate2, DateTimeOffset)"/>
    public static int DaysLeft(DateTimeOffset end, DateTimeOffset now) => (int)Math.Floor((end - now).TotalDays);
}
