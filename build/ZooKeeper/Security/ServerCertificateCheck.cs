using System.Security.Cryptography.X509Certificates;

namespace ZooKeeper.Security;

/// <summary>Decides whether a server's certificate is good, and says why not.</summary>
/// <param name="name">What it must be for: a name or an IP address.</param>
internal sealed class ServerCertificateCheck(HostPort server, string name, TlsOptions options)
{
    /// <summary>Why the certificate was refused; null: it was not.</summary>
    public TlsException? Refusal { get; private set; }

    /// <summary>The path to the trusted certificates is built by this; a new one for each connection.</summary>
    public static X509ChainPolicy Policy(TlsOptions options)
    {
        // Revocation lists are not asked for: the machine may not reach them, and ZooKeeper's default is the same
        // (ssl.crl, ssl.ocsp).
        var policy = new X509ChainPolicy
        {
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        if (options.Authorities.Count > 0)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(options.Authorities);
        }

        return policy;
    }

    public bool Accepts(X509Certificate? shown, X509Chain? chain)
    {
        Refusal = shown is not X509Certificate2 certificate || chain is null
            ? new TlsException(TlsFault.Chain, $"{server} shows no certificate: it cannot be told from an impostor")
            : Validity(chain) ?? Trust(certificate, chain) ?? Name(certificate);
        return Refusal is null;
    }

    private TlsException? Validity(X509Chain chain)
    {
        foreach (var element in chain.ChainElements)
        {
            if (!element.ChainElementStatus.Any(status => status.Status == X509ChainStatusFlags.NotTimeValid))
            {
                continue;
            }

            var bad = element.Certificate;
            return bad.NotAfter < DateTime.Now
                ? new TlsException(TlsFault.Expired,
                    $"the certificate of {server} has expired on {CertificateText.Date(bad.NotAfter)}: renew it " +
                    $"({CertificateText.Of(bad)})")
                : new TlsException(TlsFault.NotYetValid,
                    $"the certificate of {server} is valid from {CertificateText.Date(bad.NotBefore)} on, and here it is " +
                    $"{CertificateText.Date(DateTime.Now)}: compare the clocks ({CertificateText.Of(bad)})");
        }

        return null;
    }

    private TlsException? Trust(X509Certificate2 certificate, X509Chain chain)
    {
        var faults = chain.ChainStatus.Where(status => status.Status != X509ChainStatusFlags.NoError).ToArray();
        if (faults.Length == 0 || (faults.All(IsAboutTheEnd) && Authority(chain) is { } last && IsTrusted(last)))
        {
            return null;
        }

        if (!faults.All(IsAboutTheEnd))
        {
            var words = faults.Select(fault => fault.StatusInformation.Trim().TrimEnd('.')).Distinct();
            return new TlsException(TlsFault.Chain,
                $"the certificate of {server} cannot be used: {string.Join("; ", words)} ({CertificateText.Of(certificate)})");
        }

        var trusted = options.Authorities.Count == 0 ? "this machine's store"
            : string.Join(", ", options.Authorities.Select(authority => $"'{authority.Subject}'"));
        return new TlsException(TlsFault.Chain,
            $"the certificate of {server} leads to no trusted authority: trusted are {trusted}; trust its issuer, or let " +
            $"the server send the certificates between ({CertificateText.Of(certificate)})");
    }

    private TlsException? Name(X509Certificate2 certificate) =>
        !options.CheckName || certificate.MatchesHostname(name) ? null : new TlsException(TlsFault.Name,
            $"the certificate of {server} is not for '{name}': call the server by a name that it has, or issue one with " +
            $"this name ({CertificateText.Of(certificate)})");

    private static bool IsAboutTheEnd(X509ChainStatus status) =>
        status.Status is X509ChainStatusFlags.PartialChain or X509ChainStatusFlags.UntrustedRoot;

    private static X509Certificate2? Authority(X509Chain chain) =>
        chain.ChainElements.Count > 0 ? chain.ChainElements[^1].Certificate : null;

    private bool IsTrusted(X509Certificate2 certificate) => options.Authorities.Any(
        authority => authority.RawDataMemory.Span.SequenceEqual(certificate.RawDataMemory.Span));
}
