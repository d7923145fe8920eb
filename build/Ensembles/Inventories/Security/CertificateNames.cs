using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Ensembles.Inventories.Security;

/// <summary>
/// The hosts that a certificate is for, as Java compares them (RFC 6125; sun.security.util.HostnameChecker,
/// ZKHostnameVerifier): alternative names; the common name counts where there are none of those.
/// </summary>
/// <param name="Dns">Host names; the first label may have a <c>*</c>.</param>
public sealed record CertificateNames(ImmutableArray<string> Dns, ImmutableArray<IPAddress> Addresses)
{
    public static CertificateNames Of(X509Certificate2 certificate)
    {
        var extension = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault();
        if (extension is not null)
        {
            return new([.. extension.EnumerateDnsNames()], [.. extension.EnumerateIPAddresses()]);
        }

        string common = certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false);
        return new(common.Length > 0 && !IPAddress.TryParse(common, out _) ? [common] : [], []);
    }

    /// <param name="host">A name, or an address without brackets, which only an alternative name of its kind covers.</param>
    public bool Covers(string host) => IPAddress.TryParse(host, out var address)
        ? Addresses.Contains(address)
        : Dns.Any(name => Matches(name.Split('.'), host.TrimEnd('.').Split('.')));

    /// <summary>As messages show them.</summary>
    public override string ToString() => Dns.IsEmpty && Addresses.IsEmpty
        ? "no name" : string.Join(", ", Dns.Concat(Addresses.Select(address => $"{address}")));

    /// <summary>A <c>*</c> stands for letters of the first label only, and never for a whole top-level domain's names.</summary>
    private static bool Matches(string[] pattern, string[] host) =>
        pattern.Length == host.Length
        && pattern.Zip(host).Skip(1).All(pair => Same(pair.First, pair.Second))
        && (pattern[0].Split('*') switch
        {
            [var whole] => Same(whole, host[0]),
            [var start, var end] => pattern.Length > 2 && host[0].Length > start.Length + end.Length
                && host[0].StartsWith(start, StringComparison.OrdinalIgnoreCase)
                && host[0].EndsWith(end, StringComparison.OrdinalIgnoreCase),
            _ => false,
        });

    private static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
