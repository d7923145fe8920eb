using System.Collections.Immutable;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace ZooKeeper.Security;

/// <summary>What a server shows to whoever asks for TLS, trusted or not.</summary>
/// <param name="Certificate">The certificate itself.</param>
/// <param name="Chain">What it sends along: those of its issuers; empty where it refuses us before that is known.</param>
/// <param name="Accepted">
/// Names of the authorities whose certificates it accepts, in no order (RFC 8446, 4.2.4; RFC 5246, 7.4.4); empty where
/// it asks for no certificate, or does not say.
/// </param>
public sealed record TlsShown(
    X509Certificate2 Certificate, ImmutableArray<X509Certificate2> Chain, ImmutableHashSet<string> Accepted)
{
    /// <summary>Greets a server by TLS and looks at what it shows; the connection is not used any further.</summary>
    /// <returns>Null: it does not speak TLS.</returns>
    /// <exception cref="IOException">The stream ended for another reason.</exception>
    public static async Task<TlsShown?> AskAsync(Stream transport, string name, CancellationToken cancellation)
    {
        (X509Certificate2 Certificate, ImmutableArray<X509Certificate2> Chain)? shown = null;
        ImmutableHashSet<string> accepted = [];
        await using var stream = new SslStream(transport);
        await using var closing = cancellation.Register(stream.Dispose);
        try
        {
            await stream.AuthenticateAsClientAsync(
                new()
                {
                    TargetHost = name,
                    AllowTlsResume = false,
                    RemoteCertificateValidationCallback = (_, certificate, chain, _) =>
                    {
                        shown = certificate is null ? null : (
                            X509CertificateLoader.LoadCertificate(certificate.GetRawCertData()),
                            [.. (chain?.ChainPolicy.ExtraStore ?? []).Select(one => X509CertificateLoader.LoadCertificate(one.RawData))]);
                        return true;
                    },

                    // Before TLS 1.3 a server that wants a certificate ends it here, before ours has checked its own.
                    LocalCertificateSelectionCallback = (_, _, _, certificate, issuers) =>
                    {
                        accepted = accepted.Union(issuers);
                        shown ??= certificate is null ? null : (X509CertificateLoader.LoadCertificate(certificate.GetRawCertData()), []);
                        return null!;
                    },
                },
                cancellation);
        }
        catch (Exception refused) when (refused is AuthenticationException or IOException or ObjectDisposedException)
        {
            cancellation.ThrowIfCancellationRequested();
            if (shown is null && TlsAlert.In(refused) is { } alert)
            {
                throw alert.ToException(new(name, 0), hasCertificate: false, refused);
            }
        }

        return shown is { } seen ? new(seen.Certificate, seen.Chain, accepted) : null;
    }
}
