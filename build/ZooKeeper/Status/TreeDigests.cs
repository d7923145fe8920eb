using System.Collections.Immutable;

namespace ZooKeeper.Status;

/// <summary>
/// What the word <c>hash</c> shows (3.6 and later): the digest of the whole tree after some transactions (every
/// 128th, the last 1024 of those since the start). Equal digests at the same transaction mean equal trees.
/// </summary>
/// <param name="ByZxid">Digests by transaction.</param>
public sealed record TreeDigests(ImmutableSortedDictionary<Zxid, long> ByZxid)
{
    /// <exception cref="FormatException">A line is not a transaction and a digest.</exception>
    public static TreeDigests Parse(string text) => throw new NotImplementedException();
}
