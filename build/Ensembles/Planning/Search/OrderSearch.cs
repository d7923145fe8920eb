using System.Collections.Immutable;
using Ensembles.Planning.QuorumModel;

namespace Ensembles.Planning.Search;

/// <summary>
/// An order of restarts from wherever servers stand, by looking at orders of single steps, the most promising first:
/// for what interrupted runs leave behind and no roll over whole lists gets out of. Of the steps that it takes each
/// is proved by the model, as the plan made of them is again. Pure: the same servers give the same order.
/// </summary>
internal static class OrderSearch
{
    /// <summary>So many steps are tried with few servers; each server more doubles the work of one.</summary>
    private const int MostTried = 6000;
    private const int FewSeats = 6;

    /// <returns>Null where none was found, or where an id moves: then its old server's host has a say.</returns>
    public static ImmutableArray<Step>? Find(PlanningContext context, ModelState beginning, int mostTried = MostTried)
    {
        if (context.Moving.Any())
        {
            return null;
        }

        var map = new SearchContext(context);
        var start = SearchNode.Start(map, beginning);
        var left = mostTried >> Math.Max(0, start.Situation.Servers.Length - FewSeats);
        PriorityQueue<SearchNode, (int, int)> queue = new([(start, (0, 0))]);
        HashSet<string> seen = [];
        for (var order = 0; left > 0 && queue.TryDequeue(out var node, out _);)
        {
            if (node.Distance == 0)
            {
                return [.. node.Steps, .. map.Rest(node)];
            }

            if (!seen.Add(node.Key))
            {
                continue;
            }

            foreach (var trial in Candidates.From(map, node))
            {
                left--;
                if (node.Take(trial) is { } next)
                {
                    queue.Enqueue(next, (next.Cost + (2 * next.Distance), order++));
                }
            }
        }

        return null;
    }
}
