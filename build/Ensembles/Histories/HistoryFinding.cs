using ZooKeeper.Status;

namespace Ensembles.Histories;

/// <summary>Whether the tree that a server serves is the one that another, or it itself, once held.</summary>
/// <param name="Holder">Id of the server whose history was looked for.</param>
/// <param name="Leader">Id of the server whose tree was looked at.</param>
/// <param name="Seen">When the history was noted; null: read off the holder's disk now.</param>
/// <param name="Of">So many znodes were looked for.</param>
/// <param name="Found">So many of them are there, made by the same transactions.</param>
public sealed record HistoryFinding(int Holder, int Leader, DateTimeOffset? Seen, int Of, int Found)
{
    /// <summary>The newest transaction when it was noted; null where it was read off a disk.</summary>
    public Zxid? Noted { get; init; }

    /// <summary>So many znodes there were then, or on the disk at least.</summary>
    public long Znodes { get; init; }

    /// <summary>Where the holder keeps its note; null where it was read off a disk.</summary>
    public string? File { get; init; }

    /// <summary>
    /// The tree is served. Default true; false: no server leads, and it was read off a disk, in full.
    /// </summary>
    public bool IsServed { get; init; } = true;

    /// <summary>
    /// Fewer prove little: who keeps one znode or two may well have made them again. From so many on, that all of the
    /// oldest ones have gone is told as what it most probably is.
    /// </summary>
    private const int Enough = 3;

    /// <summary>Another tree, as far as can be told: none of the oldest znodes is in it.</summary>
    public bool IsOther => Found == 0 && Of >= Enough;

    /// <summary>None of the few that were looked for is there: worth a look, no proof.</summary>
    public bool IsDoubtful => Found == 0 && Of is > 0 and < Enough;

    /// <summary>The same tree.</summary>
    public bool IsSame => Found > 0;
}
