namespace Ensembles.Inventories;

/// <summary>A ZooKeeper version and where its distribution comes from.</summary>
public sealed record ReleaseSpec
{
    /// <summary>Three numbers, 3.4.0 or later.</summary>
    public required Version Version { get; init; }

    /// <summary>
    /// Absolute path on this machine, or URL, of <c>apache-zookeeper-VERSION-bin.tar.gz</c>;
    /// null: from Debian's packages.
    /// </summary>
    public string? Archive { get; init; }

    /// <summary>Hexadecimal, 128 digits, lower case; required for a URL.</summary>
    public string? Sha512 { get; init; }

    /// <summary>
    /// Each host fetches <see cref="Archive"/>, a URL, itself; otherwise it is sent to them from here.
    /// </summary>
    public bool FetchedByHosts { get; init; }
}
