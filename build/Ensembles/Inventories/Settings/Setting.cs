using Ensembles.Inventories.Schema;

namespace Ensembles.Inventories.Settings;

/// <summary>A key of zoo.cfg.</summary>
/// <param name="Key">
/// As zoo.cfg wants it. QuorumPeerConfig.parseProperties turns every key that it does not know itself into the system
/// property <c>zookeeper.KEY</c>, so some keys are called otherwise than in the administrator's guide.
/// </param>
/// <param name="Since">
/// First release that knows it, or several where older branches got it too: <c>3.4.10 3.5.3</c>.
/// </param>
/// <param name="Until">Last release that reads it; null where the newest does.</param>
/// <param name="About">What it is for, its unit and ZooKeeper's default; the comment in zoo.cfg.</param>
internal sealed record Setting(string Key, Shape Shape, string Since, string About, string? Until = null)
{
    public bool Secret => Shape is TextShape { Secret: true };

    /// <summary>
    /// Whether a release knows the key: later than the first one of its own branch, or of a newer branch.
    /// </summary>
    public bool IsKnownTo(Version release)
    {
        Version[] firsts = [.. Since.Split(' ').Select(Version.Parse)];
        return firsts.Any(first => first.Minor == release.Minor && release >= first)
            || release > firsts[^1] && release.Minor > firsts[^1].Minor;
    }

    /// <summary>Whether a release is later than those that read the key, and ignores it.</summary>
    public bool IsGoneFrom(Version release) => Until is not null && release > Version.Parse(Until);
}
