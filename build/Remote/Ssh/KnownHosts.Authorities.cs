using System.Collections.Immutable;

namespace Remote.Ssh;

/// <content>Hosts that are known by a certificate, and what a command adds.</content>
internal sealed partial class KnownHosts
{
    /// <summary>Lines of another source, such as a KnownHostsCommand.</summary>
    /// <param name="source">What messages call it.</param>
    public KnownHosts With(string source, IEnumerable<string> further) => new(
        files, [.. lines, .. further.Select((line, index) => KnownHostsLine.Parse(source, index + 1, line)).OfType<KnownHostsLine>()]);

    /// <summary>Some authority may certify the keys of a host.</summary>
    public bool HasAuthorityFor(string host, int port, string? alias = null) => AuthoritiesOf(host, port, alias).Any();

    /// <summary>
    /// Whether a host may be trusted that presents this certificate: by an authority for it, else by its key alone, as ssh
    /// does. The certificate's signature was checked.
    /// </summary>
    /// <inheritdoc cref="Objection(string, int, HostKey, bool, string?, string?)"/>
    public string? Objection(
        string host, int port, HostCertificate certificate, bool trustUnknown, string? scanThrough = null, string? alias = null)
    {
        var revoked = lines.FirstOrDefault(line => line.Marker == KnownHostsMarker.Revoked
            && NamesOf(host, port, alias).Any(line.IsAbout) && (line.Key.Is(certificate.Authority) || line.Key.Is(certificate.Key)));
        if (revoked is not null)
        {
            return $"{NameOf(host, port)} presents a certificate ({certificate.Id}) of which {revoked.Place} revokes the " +
                $"{(revoked.Key.Is(certificate.Authority) ? "authority's" : "host's")} key. Give the host a new one";
        }

        var authorities = AuthoritiesOf(host, port, alias).ToList();
        var fault = !authorities.Exists(line => line.Key.Is(certificate.Authority))
            ? $"certificate {certificate.Id} is signed by {certificate.Authority.Fingerprint}, which is no @cert-authority for it"
            : certificate.FaultFor(alias ?? host);
        return fault is null ? null
            : Objection(host, port, certificate.Key, trustUnknown, scanThrough, alias) is { } other ? $"{other} (Its certificate is not taken: {fault}.)"
            : null;
    }

    private IEnumerable<KnownHostsLine> AuthoritiesOf(string host, int port, string? alias) => lines.Where(line =>
        line.Marker == KnownHostsMarker.CertAuthority && NamesOf(host, port, alias).Any(line.IsAbout));

    /// <summary>ssh looks for the name with its port, then for the name alone.</summary>
    private static ImmutableArray<string> NamesOf(string host, int port, string? alias) =>
        alias is not null ? [alias.ToLowerInvariant()] : [NameOf(host, port).ToLowerInvariant(), host.ToLowerInvariant()];
}
