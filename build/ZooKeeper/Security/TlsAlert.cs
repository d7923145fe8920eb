using System.Globalization;
using System.Text.RegularExpressions;

namespace ZooKeeper.Security;

/// <summary>Why the other end ended the connection (RFC 8446, section 6).</summary>
internal sealed partial record TlsAlert(int Number)
{
    private const int HandshakeFailure = 40, NoCertificate = 41, BadCertificate = 42, UnsupportedCertificate = 43,
        CertificateRevoked = 44, CertificateExpired = 45, CertificateUnknown = 46, UnknownAuthority = 48, AccessDenied = 49,
        ProtocolVersion = 70, InsufficientSecurity = 71, UnrecognizedName = 112, CertificateRequired = 116;

    /// <summary>The alert that a fault tells of; null: it tells of none.</summary>
    public static TlsAlert? In(Exception? fault)
    {
        for (; fault is not null; fault = fault.InnerException)
        {
            // OpenSSL numbers the alerts that it receives from 1000 on, in the last three digits of its errors.
            if (OpenSslError().Match(fault.Message) is { Success: true } match &&
                int.Parse(match.Groups[1].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture) is
                    >= 1000 and < 1256 and var reason)
            {
                return new TlsAlert(reason - 1000);
            }
        }

        return null;
    }

    /// <param name="hasCertificate">We have shown one, or would have.</param>
    public TlsException ToException(HostPort server, bool hasCertificate, Exception inner)
    {
        var (fault, words) = Number switch
        {
            CertificateExpired => (TlsFault.PeerRefusedUs, "our certificate has expired"),
            CertificateRevoked => (TlsFault.PeerRefusedUs, "our certificate is revoked"),
            UnknownAuthority => (TlsFault.PeerRefusedUs, "our certificate leads to none of the authorities that it trusts " +
                "(ssl.trustStore.location)"),
            BadCertificate or CertificateUnknown or UnsupportedCertificate or AccessDenied or NoCertificate
                or CertificateRequired => (TlsFault.PeerRefusedUs, hasCertificate
                    ? "it does not take our certificate: it must lead to an authority that the server trusts " +
                      "(ssl.trustStore.location), and with ssl.clientHostnameVerification be for this machine's name"
                    : "it wants a certificate of its clients (ssl.clientAuth), and we have none"),
            ProtocolVersion => (TlsFault.Protocol,
                "it takes none of our TLS protocols (ssl.protocol, ssl.enabledProtocols)"),
            HandshakeFailure or InsufficientSecurity => (TlsFault.Protocol,
                "it has no protocol or cipher in common with us (ssl.enabledProtocols, ssl.ciphersuites)" +
                (hasCertificate ? "" : ", or wants a certificate of its clients (ssl.clientAuth), and we have none")),
            UnrecognizedName => (TlsFault.Name, "it has no certificate for the name that we call it by"),
            _ => (TlsFault.Other, "it gives no further reason"),
        };
        return new TlsException(
            fault, FormattableString.Invariant($"{server} refuses the TLS connection: {words} (alert {Number})"), inner);
    }

    [GeneratedRegex("error:[0-9A-Fa-f]+([0-9A-Fa-f]{3}):SSL")]
    private static partial Regex OpenSslError();
}
