using System.Collections.Immutable;
using System.Globalization;

namespace ZooKeeper.Status;

/// <summary>
/// What the word <c>hash</c> shows (3.6 and later): the digest of the whole tree after some transactions (every
/// 128th, the last 1024 of those since the start). Equal digests at the same transaction mean equal trees.
/// </summary>
/// <param name="ByZxid">Digests by transaction.</param>
public sealed record TreeDigests(ImmutableSortedDictionary<Zxid, long> ByZxid)
{
    /// <exception cref="FormatException">A line is not a transaction and a digest.</exception>
    public static TreeDigests Parse(string text)
    {
        var digests = ImmutableSortedDictionary.CreateBuilder<Zxid, long>();
        foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = line.Split(':', StringSplitOptions.TrimEntries);
            if (parts.Length != 2 || !Zxid.TryParse(parts[0], out var zxid) ||
                !long.TryParse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var digest))
            {
                throw new FormatException($"'{line}' is not a transaction and a digest (ZXID: DIGEST)");
            }

            digests[zxid] = digest;
        }

        return new TreeDigests(digests.ToImmutable());
    }
}
