using Ensembles.Inventories;
using Ensembles.Planning;
using Ensembles.Planning.QuorumModel;

namespace Unit.Planning.Model;

/// <summary>
/// The cheapest safe order of a static change of members, by looking at every order: servers go up a ladder of lists
/// one at a time, joiners start with any list that names them, a leaver that gives up the lead restarts too. What it
/// finds is what no constructed order can beat.
/// </summary>
internal sealed class Search(int members, int wanted, string version = "3.9.3")
{
    private readonly int[] lists = members < wanted
        ? [.. Enumerable.Range(members, wanted - members + 1)]
        : [.. Enumerable.Range(wanted, members - wanted + 1).Reverse()];

    /// <summary>How many servers the cheapest order stops, and the order; null where there is none.</summary>
    public (int Stops, string Course)? Cheapest()
    {
        var queue = new PriorityQueue<Node, int>([(Start(), 0)]);
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

    private Node Start()
    {
        var inventory = Given.Inventory(Math.Max(members, wanted), MembershipKind.Static, version);
        var states = Hand.Members(members, Math.Max(members, wanted));
        return new(InitialState.Of(inventory, states), [.. states.Select(state => state.Running ? 0 : -1)], "");
    }

    private IEnumerable<(Node Node, int Price)> Next(Node node)
    {
        for (var id = 1; id <= node.At.Length; id++)
        {
            var at = node.At[id - 1];
            if (id > wanted && at >= 0 && (node.Situation.Leaders & node.Situation.Server(id).Bit) != 0
                && After(node.Situation, Hand.Yield(id)) is { } yielded)
            {
                yield return (node with { Situation = yielded, Course = $"{node.Course} -{id}" }, 1);
            }

            for (var list = at + 1; list < lists.Length; list++)
            {
                if (id > lists[list])
                {
                    continue;
                }

                var runs = at >= 0;
                foreach (var gate in runs ? (Gate[])[Gate.Serves] : [Gate.Serves, Gate.Waits])
                {
                    var step = runs
                        ? Hand.Restart(id, lists[list], gate)
                        : Hand.Start(id, lists[list], gate, initialize: gate == Gate.Waits);
                    if (After(node.Situation, step) is { } after)
                    {
                        var moved = (int[])node.At.Clone();
                        moved[id - 1] = list;
                        var context = $"{node.Course} {(runs ? "" : "+")}{id}→{lists[list]}";
                        yield return (new(after, moved, context), runs ? 1 : 0);
                    }
                }
            }
        }
    }

    /// <summary>How many servers the steps of a plan stop, of yields those that may be called for.</summary>
    public int Stops(Plan plan)
    {
        var (state, stops) = (Start().Situation, 0);
        foreach (var step in plan.Steps)
        {
            var leads = (state.Leaders & state.Server(step.ServerId!.Value).Bit) != 0;
            stops += step is Step.Restart || (step is Step.Yield && leads) ? 1 : 0;
            state = After(state, step) ?? throw new InvalidOperationException($"{step.Title} is not safe.");
        }

        return stops;
    }

    private ModelState? After(ModelState state, Step step)
    {
        // Of those that get the same list whoever leads is put off while another can be restarted.
        var id = step.ServerId!.Value;
        var follows = id <= wanted && (state.Leaders & ~state.Server(id).Bit) != 0;
        foreach (var move in StepTransitions.Of([step], state, follows))
        {
            if (move is Transition.Follow follow && !Elections.CanServe(state, state.Server(follow.Id)))
            {
                return null;
            }

            state = state.Apply(move).Last();
            if (!IsSafe(state))
            {
                return null;
            }
        }

        return state;
    }

    private static bool IsSafe(ModelState state) => Hazard.In(state) is null && state.Servers
        .Where(server => server.Running && server.OnDiskView != server.RunningView)
        .All(server => Hazard.In(state.With(server.Restarted()).AfterWrites(only: false)) is null);

    private sealed record Node(ModelState Situation, int[] At, string Course)
    {
        public string Key => string.Join(',', At) + '|' + $"|{Situation.Leaders}|"
            + string.Join('|', Situation.Servers.Select(server => server.Data))
            + string.Join('|', Situation.Writes.SelectMany(writes => writes.Shares).Order(
                Comparer<CommittedWrites.Share>.Create(
                    (one, other) => (one.Among, one.Least).CompareTo((other.Among, other.Least)))));
    }
}
