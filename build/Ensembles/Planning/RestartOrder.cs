using Ensembles.Membership;
using ZooKeeper;

namespace Ensembles.Planning;

/// <summary>
/// In which order servers are restarted from one list to the next; it follows what each server would then run with.
/// </summary>
internal sealed class RestartOrder
{
    private readonly PlanningContext context;
    private readonly RollOptions options;
    private readonly bool joinersFirst;
    private readonly RollState now;
    private readonly RollSteps steps;
    private readonly HashSet<int> retired = [];

    public RestartOrder(PlanningContext context, IReadOnlyList<MemberList> rungs, RollOptions options, bool joinersFirst = false)
    {
        (this.context, this.options, this.joinersFirst) = (context, options, joinersFirst);
        now = new(context, rungs, options);
        steps = new(context, now);
    }

    public IEnumerable<Step> Steps => steps.Taken;

    /// <summary>Starts what is down of a list that every server already has: full strength before any change.</summary>
    public void Restore(MemberList list)
    {
        var down = PlanningContext.NewestFirst(context.Members.Where(server => !now.Up.Contains(server.Id) && list.Contains(server.Id)))
            .Select(server => server.Id).ToList();
        foreach (var id in down)
        {
            var isJoiner = !now[id].HasData;
            steps.Start(id, list, isJoiner ? Stage.Join : Stage.StartNew, isJoiner
                ? "it is listed and empty: it follows those that hold the data"
                : "it is a member and does not serve: first the ensemble is whole again");
        }
    }

    /// <summary>
    /// Starts leavers that are down: others may need their votes. Each with the list that it has, or with the leader's
    /// where its own would not let it follow, unless that roll has begun to let it go.
    /// </summary>
    public void Wake(MemberList list)
    {
        var leader = context.Leader;
        foreach (var leaver in context.Leavers.Where(leaver =>
            options.LeaversUp && leaver.IsParticipant && now.IsAsleep(leaver)))
        {
            MemberList?[] lists = [now.ListOf(leaver.Id) ?? list, leader is null ? null : now.ListOf(leader.Id)];
            if (Array.Find(lists, own => own?.Contains(leaver.Id) == true
                && (leader is null || own.Contains(leader.Id))) is { } named
                && (!leaver.Running || now.Has(leaver.Id, named) || context.Missing(leaver) == 0))
            {
                steps.Start(leaver.Id, named, Stage.StartNew,
                    "it is a member and does not serve: first the ensemble is whole again");
            }
        }
    }

    /// <summary>From one list to the next one.</summary>
    public void Climb(MemberList below, MemberList rung)
    {
        var joiners = rung.Lines.Values.Where(line => !below.Names(line)).Select(line => (int)line.Id).ToList();
        foreach (var id in joiners.Where(id => context.Leavers.Contains(now[id])).ToList())
        {
            bool IsDown(int other) => other != id && !now.Up.Contains(other) && !now[other].Unreachable;
            foreach (var down in below.Ids.Where(IsDown).ToList())
            {
                steps.Start(down, now.IsAhead(down, rung) ? rung : below, Stage.StartNew,
                    "it must serve before a member leaves whose id another takes");
            }

            steps.Retire(now[id], "its id goes to another host, and two servers must never claim one; what it held " +
                "is acknowledged by those that stay", below.Surviving(id));
            now[id] = context.Wanted(id);
        }

        var idle = now.Idle(rung);
        List<int> Behind() => [.. below.Ids.Where(id => rung.Contains(id) && !joiners.Contains(id) && !idle.Contains(id)
            && !now.Keeps(id, rung) && !now.IsAhead(id, rung))];
        var leavers = below.Ids.Where(id => !rung.Contains(id)).Select(id => now[id]).ToList();
        StartBack(below, rung, idle);
        var areBoth = rung.Participants.Count() == 2 && below.Participants.Count() > 2 && Behind().Count > 0;
        if (!areBoth && Behind().Count > 0)
        {
            steps.Yield(below, leavers);
        }

        StartFirst(below, rung, joiners, Behind());
        foreach (var id in Behind().Where(id => rung.Lines[id].Role != below.Lines[id].Role)
            .OrderBy(id => rung.Lines[id].Role).ThenBy(id => id).ToList())
        {
            steps.Change(now[id], below, rung);
        }

        List<int> behind = [.. Behind(), .. joiners.Where(id => now.Up.Contains(id) && !now.IsAhead(id, rung))];
        if (areBoth)
        {
            steps.RestartBoth(below, rung, behind);
        }
        else
        {
            foreach (var server in behind.Select(id => now[id]).OrderBy(server => server.Leads)
                .ThenBy(server => now.IsRunning(server.Id)).ThenBy(server => server is not { Running: true, Serving: false }).ThenBy(server => server.Id).ToList())
            {
                steps.Restart(server, below, rung);
            }
        }

        foreach (var id in joiners.Where(id => !now.Up.Contains(id)))
        {
            steps.Start(id, rung, Stage.Join,
                $"servers {string.Join(", ", now.Up.Order())} already serve as a majority of " +
                $"{rung.Lines.Count} with the data; it can only follow them");
        }

        leavers.ForEach(leaver => steps.Retire(leaver, Step.Retire.NotNeeded));
    }

    /// <summary>Leavers of a run before this one, which no list names any more.</summary>
    /// <param name="running">Those that run, and no others.</param>
    public void RetireOthers(bool running = false)
    {
        foreach (var leaver in context.Leavers
            .Where(leaver => !context.Membership.Has(leaver.Server) && context.Leavers.Contains(now[leaver.Id])
                && (leaver.Running || !running) && retired.Add(leaver.Id)))
        {
            steps.Retire(leaver, Step.Retire.NotNeeded);
        }
    }

    /// <summary>Restarts those that run with outdated settings and were not restarted on the way.</summary>
    public void Renew(MemberList list)
    {
        foreach (var server in PlanningContext.LeaderLast(list.Ids.Select(id => now[id])
            .Where(server => server is { Running: true, Outdated: true } && !now.IsRenewed(server.Id))))
        {
            steps.Renew(server, list);
        }
    }

    /// <summary>A server that was stopped with a new list in its file is back before another is stopped.</summary>
    private void StartBack(MemberList below, MemberList rung, HashSet<int> idle)
    {
        foreach (var id in below.Ids.Where(id => !now.Up.Contains(id) && now.IsAhead(id, rung) && !idle.Contains(id)))
        {
            var isAlone = below.Participants.Count() > 2
                && !now.CanFollow(id, rung) && !now.IsMajority(id, rung) && now.CanFollow(id, below);
            steps.Start(id, isAlone ? below : rung, Stage.StartNew,
                "it was stopped with the new list in its file: it must be back before the next stop" +
                (isAlone ? $"; with the old one, since no majority of {rung} serves" : ""));
        }
    }

    private void StartFirst(MemberList below, MemberList rung, List<int> joiners, List<int> behind)
    {
        foreach (var id in behind.Count == 0 ? [] : FirstOf(joiners, below, rung))
        {
            var list = ListFor(id, below, rung);
            if (now.IsRunning(id) && now.Has(id, list) && !now.CanFollow(id, list))
            {
                now.Up.Add(id); // It waits already; that it serves is seen when the old servers do.
                continue;
            }

            var isOne = below.Lines.Count == 1;
            steps.Start(id, list, Stage.StartNew, now.CanFollow(id, list)
                ? "it follows and copies the data before any member counts on it" +
                    (list.SameAs(rung) || now.IsAhead(id, rung) ? ""
                    : $"; with the list {list}, since a majority of {rung.Participants.Count()} does not serve yet")
                : $"empty, in a list of {list.Lines.Count} ({list}), it can only wait: a leader needs " +
                    $"{(list.IsHierarchical ? $"{list.Rule}," : $"{list.Majority} votes,")} which empty servers alone do " +
                    "not have before " +
                    $"{(isOne ? "server" : "servers")} {below}, with the data, " +
                    $"{(isOne ? "is one of them" : "are among them")}");
        }
    }

    /// <summary>
    /// The new list where a majority of it serves already. Else a list of those that run and the joiner itself, which
    /// takes it in, without a weight where there are groups: one of its own group would wait for the others of it. With
    /// two members or one, whose quorum ends with the first restart anyway, it waits for that.
    /// </summary>
    private MemberList ListFor(int id, MemberList below, MemberList rung)
    {
        var joined = rung.Lines.Values.Where(line =>
            !below.Contains((int)line.Id) && (line.Id == id || now.Up.Contains((int)line.Id)));
        var bridge = below.With(!below.IsHierarchical && !rung.IsHierarchical ? joined : joined.Select(line =>
            below.IsHierarchical ? line with { Weight = 0 } : line with { Group = null, Weight = 1 }));

        // With the last list it could not follow a leaver, and as the leader it would not tell one its vote.
        var mayBeAhead = rung.Participants.All(now.Last.Contains);
        return options.JoinersAhead && mayBeAhead && now.IsRight(now.Last) && now.CanFollow(id, now.Last) ? now.Last
            : below.Participants.Count() > 2 && !now.CanFollow(id, rung) && now.CanFollow(id, bridge) ? bridge
            : rung;
    }

    /// <summary>
    /// The joiners that start before any member restarts: so few that no majority of the new list can do without a
    /// server that holds every write, and that old and new list never have a majority of their own at the same time;
    /// those first that run already. Observers, which do not vote, all of them; also who takes an id over.
    /// </summary>
    private List<int> FirstOf(List<int> joiners, MemberList below, MemberList rung)
    {
        var members = below.Participants.Count();
        var voters = joiners.Where(id => context.Wanted(id).IsParticipant)
            .OrderByDescending(now.IsRunning).ThenBy(id => id).ToList();
        var (least, most) = below.IsHierarchical || rung.IsHierarchical
            ? JoinerBounds.Joiners(below, rung, voters)
            : (Math.Max(1, rung.Majority - members + 1), rung.Majority + below.Majority - members - 1);

        // Where any learner's acknowledgement counts, no more learners than others need to come back.
        var several = joinersFirst || joiners.Exists(below.Contains) ? joiners.Count
            : members > 1 && !context.Inventory.Release.Version.CountsVotersOnly ? Math.Min(least, most) : most;
        return
        [
            .. voters.Take(several)
                .Concat(joiners.Where(id => !context.Wanted(id).IsParticipant && now.CanFollow(id, rung)))
                .Where(id => !now.Up.Contains(id)),
        ];
    }
}
