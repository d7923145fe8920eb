using System.Collections.Immutable;
using Ensembles.Inventories.Security;

namespace Ensembles.Planning;

/// <summary>
/// The shortest way from how servers speak to each other to how they shall, and with which certificates: each pass
/// changes every member once, and servers of two neighbouring passes can talk. Pure.
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

    private static readonly ImmutableArray<bool> Either = [false, true];

    /// <summary>The same with other certificates and authorities, where servers have others than wanted.</summary>
    private static IEnumerable<QuorumLink> Rotating(IReadOnlyCollection<QuorumLink> present) =>
        from shown in present.Any(link => link.IsRotating) ? present.Select(link => link.Shows).Append(default).Distinct() : []
        from lacks in Either
        from trusts in Either
        from plain in Links
        let link = plain with { Shows = shown, LacksWanted = lacks, TrustsFormer = trusts }
        where link.IsRotating && (link.Tls || link.TakesBoth) && link.Reaches(link)
        select link;

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

        ImmutableArray<QuorumLink> links = [.. Links.Concat(Rotating(present))];

        // One that does not even reach its like, as without a trust store, talks to nobody whatever the others do: it gets
        // the files of the first pass.
        return present.Distinct().Where(link => link != wanted)
            .Select(link => link.Reaches(link) ? Shortest(link, wanted, present, links) : [wanted])
            .OrderByDescending(way => way.Length).ThenByDescending(way => present.Count(way.Contains))
            .FirstOrDefault([]);
    }

    /// <summary>
    /// A way of the fewest passes; of several the one that leads past the most links that servers have already, and of
    /// these the first.
    /// </summary>
    private static ImmutableArray<QuorumLink> Shortest(
        QuorumLink start, QuorumLink end, IReadOnlyCollection<QuorumLink> present, ImmutableArray<QuorumLink> links)
    {
        int Met(ImmutableArray<QuorumLink> way) => present.Count(way.Contains);
        List<(QuorumLink Last, ImmutableArray<QuorumLink> Way)> reached = [(start, [])];
        var seen = new HashSet<QuorumLink> { start };
        while (reached.Count > 0)
        {
            // What was encrypted and is to stay so is not plain in between.
            var next = from way in reached
                       from link in links
                       where !seen.Contains(link) && link.Reaches(way.Last) && (link.Tls || !start.Tls || !end.Tls)
                       select (Last: link, Way: way.Way.Add(link));
            reached = [.. next.GroupBy(way => way.Last).Select(ways => ways.MaxBy(way => Met(way.Way)))];
            if (reached.Find(way => way.Last == end).Way is { IsDefault: false } found)
            {
                return found;
            }

            seen.UnionWith(reached.Select(way => way.Last));
        }

        throw new InvalidOperationException($"There is no way from {start} to {end}.");
    }
}
