using System.Security.Cryptography.X509Certificates;

namespace ZooKeeper.Security;

/// <summary>What an operator must know of a certificate, in words.</summary>
internal static class CertificateText
{
    /// <summary>Subject, issuer, names and dates.</summary>
    public static string Of(X509Certificate2 certificate) =>
        $"certificate of '{certificate.Subject}', issued by '{certificate.Issuer}', for {Names(certificate)}, " +
        $"valid {Date(certificate.NotBefore)} to {Date(certificate.NotAfter)}";

    public static string Date(DateTime time) => FormattableString.Invariant($"{time.ToUniversalTime():yyyy-MM-dd HH:mm} UTC");

    /// <summary>The names and addresses that it is good for: the subject's own name only where there are no others.</summary>
    public static string Names(X509Certificate2 certificate)
    {
        string[] names =
        [
            .. certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().SelectMany(
                names => names.EnumerateDnsNames().Concat(names.EnumerateIPAddresses().Select(one => one.ToString()))),
        ];
        var own = certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false);
        return names.Length > 0 ? string.Join(", ", names)
            : own.Length > 0 ? $"{own} (no subject alternative names)" : "no name";
    }
}
