using Ensembles.Inventories;
using Ensembles.Planning;
using Ensembles.Planning.Model;

namespace Unit.Planning.Model;

/// <summary>
/// The cheapest safe order of a static change of members, by looking at every order: servers go up a ladder of lists
/// one
/// at a time, joiners start with any list that names them. What it finds is what no constructed order can beat.
/// </summary>
internal sealed class Search(int members, int wanted, string version = "3.9.3")
{
    private readonly int[] lists = members < wanted
        ? [.. Enumerable.Range(members, wanted - members + 1)]
        : [.. Enumerable.Range(wanted, members - wanted + 1).Reverse()];

    /// <summary>Restarts of the cheapest order, and the order; null where there is none.</summary>
    public (int Restarts, string Course)? Cheapest()
    {
        var inventory = Given.Inventory(Math.Max(members, wanted), MembershipKind.Static, version);
        var states = Hand.Members(members, Math.Max(members, wanted));
        var start = new Node(Beginning.Of(inventory, states), [.. states.Select(state => state.Running ? 0 : -1)], "");
        var queue = new PriorityQueue<Node, int>([(start, 0)]);
        HashSet<string> done = [];
        while (queue.TryDequeue(out var node, out var cost))
        {
            if (!done.Add(node.Key))
            {
                continue;
            }

            if (Enumerable.Range(1, wanted).All(id => node.At[id - 1] == lists.Length - 1))
            {
                return (cost, node.Course);
            }

            foreach (var (next, price) in Next(node))
            {
                queue.Enqueue(next, cost + price);
            }
        }

        return null;
    }

    private IEnumerable<(Node Node, int Price)> Next(Node node)
    {
        for (var id = 1; id <= node.At.Length; id++)
        {
            var at = node.At[id - 1];
            for (var list = at + 1; list < lists.Length; list++)
            {
                if (id > lists[list])
                {
                    continue;
                }

                var runs = at >= 0;
                foreach (var gate in runs ? (Gate[])[Gate.Serves] : [Gate.Serves, Gate.Waits])
                {
                    var step = runs ? Hand.Restart(id, lists[list], gate) : Hand.Start(id, lists[list], gate, initialize: gate == Gate.Waits);
                    if (After(node.Situation, step) is { } after)
                    {
                        var moved = (int[])node.At.Clone();
                        moved[id - 1] = list;
                        yield return (new(after, moved, $"{node.Course} {(runs ? "" : "+")}{id}→{lists[list]}"), runs ? 1 : 0);
                    }
                }
            }
        }
    }

    private static Situation? After(Situation situation, Step step)
    {
        foreach (var move in Moves.Of([step], situation))
        {
            if (move is Move.Follow follow && !Elections.CanServe(situation, situation.Seat(follow.Id)))
            {
                return null;
            }

            situation = situation.Make(move).Last();
            if (!IsSafe(situation))
            {
                return null;
            }
        }

        return situation;
    }

    private static bool IsSafe(Situation situation) => Hazard.In(situation) is null && situation.Seats
        .Where(seat => seat.Running && seat.Filed != seat.Runs)
        .All(seat => Hazard.In(situation.With(seat.Restarted()).Wrote(only: false)) is null);

    private sealed record Node(Situation Situation, int[] At, string Course)
    {
        public string Key => string.Join(',', At) + '|' + string.Join('|', Situation.Seats.Select(seat => seat.Knows))
            + string.Join('|', Situation.Writes.SelectMany(written => written.Shares).Order(Comparer<Written.Share>.Create(
                (one, other) => (one.Among, one.Least).CompareTo((other.Among, other.Least)))));
    }
}
