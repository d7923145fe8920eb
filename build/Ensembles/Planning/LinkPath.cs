using System.Collections.Immutable;
using Ensembles.Inventories.Security;

namespace Ensembles.Planning;

/// <summary>
/// The shortest way from how servers speak to each other to how they shall: each pass restarts every member once, and
/// servers of two neighbouring passes can talk. Pure.
/// </summary>
internal static class LinkPath
{
    /// <summary>All that ZooKeeper accepts (QuorumPeerConfig.parseProperties; the inventory's reading refuses the others).</summary>
    private static readonly ImmutableArray<QuorumLink> Links =
    [
        .. from bits in Enumerable.Range(0, 32)
           let link = new QuorumLink((bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0, (bits & 8) != 0, (bits & 16) != 0)
           where link.IsPossible
           select link,
    ];

    /// <summary>
    /// The links of the passes, the wanted one last; none where all servers have it. A way that was begun is gone on
    /// with: it leads past the links that servers have already.
    /// </summary>
    /// <param name="present">Those of the members, as they run.</param>
    /// <exception cref="ArgumentException">ZooKeeper does not start with what is wanted.</exception>
    public static ImmutableArray<QuorumLink> From(IReadOnlyCollection<QuorumLink> present, QuorumLink wanted)
    {
        if (!wanted.IsPossible)
        {
            throw new ArgumentException($"ZooKeeper does not start with {wanted}", nameof(wanted));
        }

        var ways = present.Distinct().Where(link => link != wanted).Select(link => Shortest(link, wanted)).ToList();
        var longest = ways.Count == 0 ? 0 : ways.Max(way => way[0].Length);
        return ways.Where(way => way[0].Length == longest).SelectMany(way => way)
            .OrderByDescending(way => present.Count(way.Contains))
            .FirstOrDefault([]);
    }

    /// <summary>Every way of the fewest passes.</summary>
    private static List<ImmutableArray<QuorumLink>> Shortest(QuorumLink from, QuorumLink to)
    {
        List<(QuorumLink Last, ImmutableArray<QuorumLink> Way)> reached = [(from, [])];
        var seen = new HashSet<QuorumLink> { from };
        while (true)
        {
            var next = (from way in reached
                        from link in Links
                        where !seen.Contains(link) && link.Reaches(way.Last)
                        select (link, way.Way.Add(link))).ToList();
            if (next.Where(way => way.link == to).Select(way => way.Item2).ToList() is { Count: > 0 } found)
            {
                return found;
            }

            seen.UnionWith(next.Select(way => way.link));
            reached = [.. next.Select(way => (way.link, way.Item2))];
        }
    }
}
