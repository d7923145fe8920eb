using System.Collections.Immutable;

namespace Remote.Ssh;

/// <summary>The keys that hosts are known by.</summary>
internal sealed partial class KnownHosts
{
    private readonly ImmutableArray<string> files;
    private readonly ImmutableArray<KnownHostsLine> lines;

    private KnownHosts(ImmutableArray<string> files, ImmutableArray<KnownHostsLine> lines) =>
        (this.files, this.lines) = (files, lines);

    /// <summary>Reads those of the files that exist.</summary>
    /// <exception cref="HostException">A file cannot be read.</exception>
    public static KnownHosts Read(ImmutableArray<string> files)
    {
        try
        {
            var lines = files.Where(File.Exists).SelectMany(file =>
                File.ReadLines(file).Select((line, index) => KnownHostsLine.Parse(file, index + 1, line)));
            return new(files, [.. lines.OfType<KnownHostsLine>()]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HostException($"The known hosts cannot be read: {e.Message}", e);
        }
    }

    /// <summary>The types of the keys that are known of a host, e.g. <c>ssh-ed25519</c>.</summary>
    public IReadOnlyCollection<string> TypesOf(string host, int port, string? alias = null) =>
        [.. About(host, port, alias).Concat(OfBareName(host, port, alias)).Where(line => line.Marker == KnownHostsMarker.None)
            .Select(line => line.Key.Type).Distinct()];

    /// <summary>Whether a host may be trusted that presents this key.</summary>
    /// <param name="alias">Is looked for instead of the host and its port.</param>
    /// <param name="trustUnknown">Also if no key of it is known.</param>
    /// <param name="scanThrough">The host that reaches it, as arguments for <c>ssh</c>; null: none does.</param>
    /// <returns>Null: yes; else what is wrong, and the command that makes it right.</returns>
    public string? Objection(string host, int port, HostKey key, bool trustUnknown, string? scanThrough = null, string? alias = null)
    {
        var about = About(host, port, alias).ToList();
        var name = Quoting.Word(alias ?? NameOf(host, port));
        var presents = $"{NameOf(host, port)}{(alias is null ? "" : $" (HostKeyAlias {alias})")} presents the {key.Type} key {key.Fingerprint}";
        if (about.FirstOrDefault(line => line.Marker == KnownHostsMarker.Revoked && line.Key.Is(key)) is { } revoked)
        {
            return $"{presents}, which is revoked in {revoked.Place}: " +
                   "another host may have that key. Give the host a new one";
        }

        if (OfBareName(host, port, alias).FirstOrDefault(line => line.Key.Is(key)) is { } bare)
        {
            // ssh looks for the name without its port where the name with it is not known.
            if (bare.Marker == KnownHostsMarker.Revoked)
            {
                return $"{presents}, which is revoked in {bare.Place}: another host may have that key. Give the host a new one";
            }

            if (about.Count == 0)
            {
                return null;
            }
        }

        var known = about.Where(line => line.Marker == KnownHostsMarker.None).ToList();
        if (known.Any(line => line.Key.Is(key)))
        {
            return null;
        }

        var file = Quoting.Word(files[0]);
        var scan = $"ssh-keyscan -p {port} -t {ScanType(key.Type)} {Quoting.Word(host)}";
        scan = alias is null ? scan : $"{scan} | sed 's/^[^ ]*/{alias}/'";
        scan = scanThrough is null ? $"{scan} >> {file}" : $"ssh {scanThrough} {Quoting.Word(scan)} >> {file}";
        if ((known.FirstOrDefault(line => line.Key.Type == key.Type) ?? known.FirstOrDefault()) is { } other)
        {
            return $"{presents}, but {other.Place} has the {other.Key.Type} key {other.Key.Fingerprint}: " +
                   "the host was set up anew, or another machine answers in its place. Ask its administrator for the fingerprint; " +
                   $"only if it is right: ssh-keygen -R {name} -f {Quoting.Word(other.File)}; {scan}";
        }

        if (trustUnknown)
        {
            return null;
        }

        var authority = about.FirstOrDefault(line => line.Marker == KnownHostsMarker.CertAuthority);
        return (authority is null
                   ? $"{presents}; no key of it is in {string.Join(" or ", files)}. "
                   : $"{presents}; {authority.Place} only has a @cert-authority for it, and that has not certified this key. ") +
               $"Ask its administrator for the fingerprint; if it is right: {scan}";
    }

    /// <summary>As known hosts have it.</summary>
    public static string NameOf(string host, int port) => port == 22 ? host : $"[{host}]:{port}";

    private IEnumerable<KnownHostsLine> About(string host, int port, string? alias)
    {
        var name = (alias ?? NameOf(host, port)).ToLowerInvariant();
        return lines.Where(line => line.IsAbout(name));
    }

    private IEnumerable<KnownHostsLine> OfBareName(string host, int port, string? alias) =>
        alias is null && port != 22
            ? lines.Where(line => line.Marker != KnownHostsMarker.CertAuthority && line.IsAbout(host.ToLowerInvariant()))
            : [];

    private static string ScanType(string type) => type switch
    {
        "ssh-rsa" => "rsa",
        "ssh-ed25519" => "ed25519",
        _ when type.StartsWith("ecdsa-", StringComparison.Ordinal) => "ecdsa",
        _ => Quoting.Word(type),
    };
}
