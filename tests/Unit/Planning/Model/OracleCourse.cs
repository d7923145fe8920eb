using Ensembles.Inventories;
using Ensembles.Membership;
using Ensembles.Planning;
using ZooKeeper.Configuration;

namespace Unit.Planning.Model;

/// <summary>
/// Leads the servers of an <see cref="Oracle"/> through a plan as it goes when all is well, and explores from every
/// moment of it what they can be led to do, each time also with a write that only a bare majority holds.
/// </summary>
internal sealed class OracleCourse
{
    private readonly IReadOnlyList<Server> servers;
    private readonly int limit;
    private List<Oracle> states;

    /// <param name="members">So many of the servers are an ensemble with the data.</param>
    /// <param name="servers">
    /// Members first, then joiners, by place: an id may come twice where it moves to another host.
    /// </param>
    /// <param name="limit">States that are looked at from each moment.</param>
    public OracleCourse(IReadOnlyList<Server> members, IReadOnlyList<Server> servers, int limit)
    {
        (this.servers, this.limit) = (servers, limit);
        var list = Mask(members.Select(server => server.Line()));
        var start = new Oracle(
        [
            .. servers.Select((server, at) => members.Contains(server)
                ? new Node(list, list, Phase.Looking, 0, 1, 1, default).Looking(at) : default),
        ], Committed: 1, Writes: 0, Crashes: 1) { Sids = [.. servers.Select(server => server.Id - 1)] };
        states = [.. start.Settle().Written()];
    }

    /// <summary>What can go wrong; null where nothing was found.</summary>
    public string? Explore(IEnumerable<Step> steps)
    {
        foreach (var step in steps)
        {
            if (Take(step) is { } fault)
            {
                return $"{Given.Line(step)}: {fault}";
            }
        }

        return null;
    }

    private string? Take(Step step) => step switch
    {
        Step.Start start => Begin(At(start.Id, start.Form), start.Form, start.Gate),
        Step.Restart again => Begin(At(again.Id, again.Form), again.Form, again.Gate),
        Step.Yield yield => Next((state, at) => Yield(state, at, yield.Always), At(yield.Leaver), gate: null),
        Step.Retire retire => Next((state, at) => state.With(at, _ => default), At(retire.Leaver), gate: -1),
        Step.Cold cold => Freeze(cold),
        _ => throw new InvalidOperationException(step.Title),
    };

    private string? Begin(int at, MembershipForm form, Gate gate)
    {
        var file = form is MembershipForm.Static list ? Mask(list.Servers) : 1 << (servers[at].Id - 1);
        states = states.ConvertAll(state => state.With(at, node => node with { File = file }));
        return Look(states) ?? (states[0].Nodes[at].IsUp ? Look(states.ConvertAll(state => Down(state, at))) : null)
            ?? Next((state, server) => state.With(server, node => (node with { List = file }).Looking(server)), at,
                gate == Gate.Waits ? null : at);
    }

    private string? Freeze(Step.Cold cold)
    {
        foreach (var at in cold.Stopped.Select(id => At(id, cold.Form)).Concat(cold.Leavers.Select(At)))
        {
            states = states.ConvertAll(state => Down(state, at));
        }

        return Look(states) ?? cold.Started.Select((id, order) =>
            Begin(At(id, cold.Form), cold.Form, order == cold.Started.Length - 1 ? Gate.Serves : Gate.Waits))
            .FirstOrDefault(fault => fault is not null);
    }

    /// <summary>Those that stay hold an election without it.</summary>
    private static Oracle Yield(Oracle state, int at, bool always) => state.Nodes[at].Phase != Phase.Leading && !always ? state
        : Down(state, at).Settle().With(at, node => (node with { List = node.File }).Looking(at));

    private static Oracle Down(Oracle state, int at) =>
        state.With(at, node => node with { Phase = Phase.Down, Joined = false });

    /// <param name="gate">Who must serve before the next step, or anybody (-1); null: none is asked.</param>
    private string? Next(Func<Oracle, int, Oracle> change, int at, int? gate)
    {
        var changed = states.ConvertAll(state => change(state, at));
        var settled = changed.ConvertAll(state => state.Settle());
        if (Look([.. changed, .. settled, .. settled.Select(state => state.Parted())]) is { } fault)
        {
            return fault;
        }

        if (gate is { } server && !settled.TrueForAll(state =>
            server < 0 ? Enumerable.Range(0, servers.Count).Any(state.Serves) : state.Serves(server)))
        {
            return Stuck;
        }

        states = gate is null
            ? [.. changed.Concat(settled).DistinctBy(state => state.Key)]
            :
            [
                .. settled.Select(state => state.Marked()).DistinctBy(state => state.Key)
                    .SelectMany(state => state.Written()),
            ];
        return null;
    }

    /// <summary>What the model calls "can never serve".</summary>
    public const string Stuck = "never serves";

    private string? Look(IEnumerable<Oracle> moments) => moments.DistinctBy(state => state.Key)
        .Select(moment => Oracle.Explore(moment, limit)).FirstOrDefault(fault => fault is not null);

    private int At(int id, MembershipForm form) => form is MembershipForm.Static list
        && list.Servers.FirstOrDefault(line => line.Id == id) is { } line
        ? Find(line) : servers.TakeWhile(server => server.Id != id).Count();

    private int At(Server server) => Find(server.Line());

    private int Find(ServerLine line) =>
        servers.TakeWhile(server => !MemberList.SameAddress(server.Line(), line)).Count();

    private static int Mask(IEnumerable<ServerLine> lines) =>
        lines.Where(line => line.Role == Role.Participant).Sum(line => 1 << ((int)line.Id - 1));
}
