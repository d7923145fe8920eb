using Renci.SshNet;
using Renci.SshNet.Common;

namespace Remote.Ssh;

/// <summary>Decides whether the key that a host presents is that host's, and asks it for one that can be judged.</summary>
internal sealed class HostTrust
{
    private const string CertificateMark = "-cert-";

    // By SHA-1 and by DSA: ssh takes neither.
    private static readonly string[] Weak = ["ssh-rsa-cert-v01@openssh.com", "ssh-dss-cert-v01@openssh.com"];

    private readonly SshTarget target;
    private readonly KnownHosts known;
    private readonly string? scanThrough;

    /// <param name="scanThrough">The host that reaches it, as arguments for <c>ssh</c>; null: none does.</param>
    /// <exception cref="HostException">Known hosts cannot be read.</exception>
    public HostTrust(SshTarget target, string? scanThrough)
    {
        (this.target, this.scanThrough) = (target, scanThrough);
        known = Asked(null, KnownHosts.Read(target.KnownHosts.IsEmpty
            ? [.. KnownHostsFiles.User, .. KnownHostsFiles.Machine]
            : target.KnownHosts));
    }

    /// <summary>
    /// Asks first for certificates where an authority for the host is known, and else for none; then for keys of the types
    /// that are known, lest the host present another and seem unknown.
    /// </summary>
    public void Prefer(ConnectionInfo info, bool withCertificates)
    {
        var algorithms = info.HostKeyAlgorithms;
        var isCertified = withCertificates && known.HasAuthorityFor(target.Host, target.PortNumber, target.KeyAlias);
        foreach (var name in algorithms.Keys.Where(name => isCertified ? Weak.Contains(name) : IsCertificate(name)).ToList())
        {
            algorithms.Remove(name, out _);
        }

        var types = known.TypesOf(target.Host, target.PortNumber, target.KeyAlias);
        string[] first =
        [
            .. algorithms.Keys.Where(IsCertificate),
            .. algorithms.Keys.Where(name => types.Contains(name.StartsWith("rsa-sha2-", StringComparison.Ordinal) ? "ssh-rsa" : name)),
        ];
        for (var i = 0; i < first.Length; i++)
        {
            algorithms.SetPosition(first[i], i);
        }

        IsOfferingCertificates = isCertified;
    }

    /// <summary>Why the host is not to be trusted; null: it is.</summary>
    public string? Objection(HostKeyEventArgs presented)
    {
        try
        {
            var key = new HostKey(presented.HostKey);
            if (presented.Certificate is not { } shown)
            {
                return RevokedAmong(key) ?? Asked(key).Objection(
                    target.Host, target.PortNumber, key, target.TrustUnknown, scanThrough, target.KeyAlias);
            }

            var certificate = new HostCertificate(shown, key);
            return RevokedAmong(key, certificate.Authority) ?? Asked(key).Objection(
                target.Host, target.PortNumber, certificate, target.TrustUnknown, scanThrough, target.KeyAlias);
        }
        catch (Exception fault) when (fault is HostException or InvalidDataException)
        {
            return fault.Message;
        }
    }

    /// <summary>A failure of the key exchange may come of a certificate that the library finds expired or forged.</summary>
    public bool MayBeOfCertificate(Exception e) => IsOfferingCertificates && e is SshConnectionException
    {
        DisconnectReason: Renci.SshNet.Messages.Transport.DisconnectReason.KeyExchangeFailed,
    };

    private bool IsOfferingCertificates { get; set; }

    private string? RevokedAmong(params HostKey[] keys) => target.RevokedHostKeys?.Objection(target.Name, keys);

    private KnownHosts Asked(HostKey key) => Asked(key, known);

    private KnownHosts Asked(HostKey? key, KnownHosts before) => target.KnownHostsCommand is not { } command ? before
        : before.With(command.Source, command.Ask(
            target.KeyAlias ?? KnownHosts.NameOf(target.Host, target.PortNumber), key, target.ConnectTimeout));

    private static bool IsCertificate(string name) => name.Contains(CertificateMark, StringComparison.Ordinal);
}
