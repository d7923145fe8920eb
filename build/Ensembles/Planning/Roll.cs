using System.Collections.Immutable;
using ZooKeeper.Status;

namespace Ensembles.Planning;

/// <summary>Collects the steps of a roll while it follows what each server would then run with.</summary>
internal sealed class Roll(Course course, IReadOnlyList<MemberList> rungs, Thrift thrift, bool joinersFirst = false)
{
    private readonly RollState now = new(course, rungs, thrift);
    private readonly ImmutableArray<Step>.Builder steps = ImmutableArray.CreateBuilder<Step>();
    private bool elected; // The leader of now was restarted: who leads from then on is not known when the plan is made.

    public IEnumerable<Step> Steps => steps;

    /// <summary>Starts what is down of a list that everybody already has: full strength before any change.</summary>
    public void Restore(MemberList list)
    {
        var down = course.Members.Where(server => !now.Up.Contains(server.Id) && list.Contains(server.Id))
            .OrderByDescending(server => server.HasData).ThenBy(server => server.Id)
            .Select(server => server.Id).ToList();
        foreach (var id in down)
        {
            var isJoiner = !now[id].HasData;
            Start(id, list, isJoiner ? Stage.Join : Stage.StartNew, isJoiner
                ? "it is listed and empty: it follows those that hold the data"
                : "it is a member and does not serve: first the ensemble is whole again");
        }
    }

    /// <summary>Starts leavers that are down with the list that they have: others may need their votes.</summary>
    public void Wake(MemberList list)
    {
        foreach (var leaver in course.Leaving.Where(leaver => thrift.LeaversUp && now.IsAsleep(leaver)))
        {
            Start(leaver.Id, now.ListOf(leaver.Id) ?? list, Stage.StartNew,
                "it is a member and does not serve: first the ensemble is whole again");
        }
    }

    /// <summary>From one list to the next one.</summary>
    public void Climb(MemberList below, MemberList rung)
    {
        var joiners = rung.Lines.Values.Where(line => !below.Names(line)).Select(line => (int)line.Id).ToList();
        foreach (var id in joiners.Where(id => course.Leavers.Contains(now[id])).ToList())
        {
            bool IsDown(int other) => other != id && !now.Up.Contains(other) && !now[other].Unreachable;
            foreach (var down in below.Ids.Where(IsDown).ToList())
            {
                Start(down, now.IsAhead(down, rung) ? rung : below, Stage.StartNew,
                    "it must serve before a member leaves whose id another takes");
            }

            Retire(now[id], "its id goes to another host, and two servers must never claim one; what it held is " +
                "acknowledged by those that stay", Surviving(below, id));
            now[id] = course.Wanted(id);
        }

        var idle = now.Idle(rung);
        List<int> Behind() => [.. below.Ids.Where(id => rung.Contains(id) && !joiners.Contains(id) && !idle.Contains(id)
            && !now.Keeps(id, rung) && !now.IsAhead(id, rung))];
        var leavers = below.Ids.Where(id => !rung.Contains(id)).Select(id => now[id]).ToList();
        StartBack(below, rung, idle);
        var areBoth = rung.Participants.Count() == 2 && below.Participants.Count() > 2 && Behind().Count > 0;
        if (!areBoth && Behind().Count > 0)
        {
            Yield(below, leavers);
        }

        StartFirst(below, rung, joiners, Behind());
        List<int> behind = [.. Behind(), .. joiners.Where(id => now.Up.Contains(id) && !now.IsAhead(id, rung))];
        if (areBoth)
        {
            RestartBoth(below, rung, behind);
        }
        else
        {
            foreach (var server in behind.Select(id => now[id]).OrderBy(server => server.Leads)
                .ThenBy(server => now.IsRunning(server.Id)).ThenBy(server => server.Id).ToList())
            {
                Restart(server, below, rung);
            }
        }

        foreach (var id in joiners.Where(id => !now.Up.Contains(id)))
        {
            Start(id, rung, Stage.Join, $"servers {string.Join(", ", now.Up.Order())} already serve as a majority of " +
                $"{rung.Lines.Count} with the data; it can only follow them");
        }

        leavers.ForEach(leaver => Retire(leaver, "no list names it any more: nobody misses it"));
    }

    /// <summary>Leavers of a run before this one, which no list names any more.</summary>
    public void RetireOthers()
    {
        foreach (var leaver in course.Leavers
            .Where(leaver => !course.Standing.Has(leaver.Server) && course.Leavers.Contains(now[leaver.Id])))
        {
            Retire(leaver, "no list names it any more: nobody misses it");
        }
    }

    /// <summary>Whoever was stopped with a new list in its file is back before anybody else is stopped.</summary>
    private void StartBack(MemberList below, MemberList rung, HashSet<int> idle)
    {
        foreach (var id in below.Ids.Where(id => !now.Up.Contains(id) && now.IsAhead(id, rung) && !idle.Contains(id)))
        {
            var isAlone = below.Participants.Count() > 2
                && !now.CanFollow(id, rung) && !now.IsMajority(id, rung) && now.CanFollow(id, below);
            Start(id, isAlone ? below : rung, Stage.StartNew,
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
            Start(id, list, Stage.StartNew, now.CanFollow(id, list)
                ? "it follows and copies the data before any member counts on it" +
                    (list.SameAs(rung) || now.IsAhead(id, rung) ? ""
                    : $"; with the list {list}, since a majority of {rung.Participants.Count()} does not serve yet")
                : $"empty, in a list of {list.Lines.Count} ({list}), it can only wait: a leader needs " +
                    $"{list.Majority} votes, which empty servers alone do not have before " +
                    $"{(isOne ? "server" : "servers")} {below}, with the data, " +
                    $"{(isOne ? "is one of them" : "are among them")}");
        }
    }

    /// <summary>
    /// The new list where a majority of it serves already. Else a list of those that run and the joiner itself, which
    /// takes it in; with two members or one, whose quorum ends with the first restart anyway, it waits for that.
    /// </summary>
    private MemberList ListFor(int id, MemberList below, MemberList rung)
    {
        var joined = rung.Lines.Values.Where(line =>
            !below.Contains((int)line.Id) && (line.Id == id || now.Up.Contains((int)line.Id)));
        var bridge = below.With(joined);
        return thrift.JoinersAhead && now.CanFollow(id, now.Last) ? now.Last
            : below.Participants.Count() > 2 && !now.CanFollow(id, rung) && now.CanFollow(id, bridge) ? bridge
            : rung;
    }

    /// <summary>Who has the shorter list cannot follow a leader that it does not name.</summary>
    private void Yield(MemberList below, List<ServerState> leavers)
    {
        foreach (var leaver in leavers.Where(leaver => below.Participants.Count() > 2
            && Course.IsParticipant(leaver) && now.IsRunning(leaver.Id)))
        {
            Add(new Step.Yield(leaver.Server, Surviving(below, leaver.Id))
            {
                Stage = Stage.RollingRestart,
                Reason = "it leaves, and whoever is restarted with the shorter list follows only a leader of that list",
            });
        }
    }

    /// <summary>
    /// Of two, the first with the new list waits for the second, whose restart is the outage; the others with the old
    /// list are a majority until then. The order is fixed: whoever comes first cannot serve before the other.
    /// </summary>
    private void RestartBoth(MemberList below, MemberList rung, List<int> behind)
    {
        var pair = behind.Where(rung.Participants.Contains)
            .OrderBy(id => now[id].Leads).ThenBy(now.IsRunning).ThenBy(id => id).ToList();
        foreach (var id in pair)
        {
            var first = id != pair[^1];
            var (gate, reason) = first
                ? (Gate.Waits, $"with the new list {rung} it waits for the other of the two; " +
                    $"those with the old list {below} serve meanwhile")
                : (Gate.Serves, "of two servers none is a majority: clients wait for this stop and start, " +
                    "and for an election, which whoever holds the newest write wins");
            Step step = now.IsRunning(id)
                ? new Step.Restart(id, RollingCourse.Form(rung), gate, first ? Surviving(below, id) : [])
                {
                    Stage = Stage.RollingRestart, Reason = reason, InPlace = true,
                }
                : new Step.Start(id, RollingCourse.Form(rung), gate) { Stage = Stage.RollingRestart, Reason = reason };
            Add(step);
            now.Begin(id, rung);
        }

        foreach (var id in rung.Ids.Where(id => behind.Contains(id) && !pair.Contains(id)))
        {
            Restart(now[id], below, rung);
        }
    }

    private void Retire(ServerState leaver, string reason, ImmutableArray<int>? surviving = null)
    {
        now.Leave(leaver.Id);
        if (!leaver.Unreachable)
        {
            Add(new Step.Retire(leaver.Server) { Stage = Stage.Leave, Reason = reason, Surviving = surviving ?? [] });
        }
    }

    /// <summary>
    /// The joiners that start before any member restarts: so few that no majority of the new list can do without a
    /// server that holds every write, and that old and new list never have a majority of their own at the same time;
    /// those first that run already. Observers, which do not vote, all of them; also who takes an id over.
    /// </summary>
    private List<int> FirstOf(List<int> joiners, MemberList below, MemberList rung)
    {
        var members = below.Participants.Count();
        var most = rung.Majority + below.Majority - members - 1;
        var least = Math.Max(1, rung.Majority - members + 1);

        // Where any learner's acknowledgement counts, no more learners than others need to come back.
        var several = joinersFirst || joiners.Exists(below.Contains) ? joiners.Count
            : members > 1 && course.Inventory.Release.Version < Course.FirstCounted ? Math.Min(least, most) : most;
        return
        [
            .. joiners.Where(id => Course.IsParticipant(course.Wanted(id)))
                .OrderByDescending(now.IsRunning).ThenBy(id => id).Take(several)
                .Concat(joiners.Where(id => !Course.IsParticipant(course.Wanted(id)) && now.CanFollow(id, rung)))
                .Where(id => !now.Up.Contains(id)),
        ];
    }

    /// <summary>Restarts those that run with outdated settings and were not restarted on the way.</summary>
    public void Renew(MemberList list)
    {
        foreach (var server in Course.LeaderLast(list.Ids.Select(id => now[id])
            .Where(server => server is { Running: true, Outdated: true } && !now.IsRenewed(server.Id))))
        {
            Add(new Step.Restart(server.Id, RollingCourse.Form(list), Gate.Serves, Surviving(list, server.Id))
            {
                Stage = Stage.RollingRestart,
                Reason = course.WhyRenewed(server),
            });
        }
    }

    private void Start(int id, MemberList list, Stage stage, string reason)
    {
        var empty = !now[id].HasData;
        var serves = now.CanFollow(id, list) || now.IsMajority(id, list);
        var initialize = empty && course.Guarded && now.Holders < list.Majority && !now[id].Running;
        var other = now[id].Running && !now.Has(id, list);
        now.Begin(id, list);

        if (serves)
        {
            now.Serve(list);
        }

        var (form, gate) = (RollingCourse.Form(list), serves ? Gate.Serves : Gate.Waits);
        Add(other
            ? new Step.Restart(id, form, gate, []) { Stage = stage, Reason = reason }
            : new Step.Start(id, form, gate, initialize) { Stage = stage, Reason = reason });
    }

    private void Restart(ServerState server, MemberList below, MemberList rung)
    {
        var running = now.IsRunning(server.Id);
        now.Begin(server.Id, rung);
        var last = below.Ids.All(id => now.Has(id, rung));
        var reason = below.Lines.Count == 1
            ? "it alone holds the data, so it wins the election against the empty joiner by its newer zxid"
            : server.Leads && !elected
                ? "the leader last: one election, when everybody else has the new list"
                : last && elected
                ? "whoever leads by now comes last (it is looked up before each restart): " +
                    "one election, when everybody else has the new list"
                : InForceAfter(below, rung) + (last ? "; the last member with the old list" : "");
        Step step = running
            ? new Step.Restart(server.Id, RollingCourse.Form(rung), Gate.Serves,
                now.CanFollow(server.Id, rung) ? Surviving(rung, server.Id) : [])
            {
                Stage = Stage.RollingRestart,
                Reason = reason,
            }
            : new Step.Start(server.Id, RollingCourse.Form(rung), Gate.Serves)
            {
                Stage = Stage.RollingRestart,
                Reason = reason,
            };
        Add(step);
        elected |= server.Leads;
        now.Serve(rung);
    }

    private string InForceAfter(MemberList below, MemberList rung)
    {
        var after = rung.Participants.Count(id => now.Has(id, rung));
        var before = below.Participants.Count(id => now.Has(id, below));
        return $"then {after} of {rung.Participants.Count()} run with the new list {rung} and {before} of " +
            $"{below.Participants.Count()} with the old list {below}: never a majority of both";
    }

    private static ImmutableArray<int> Surviving(MemberList list, int without) =>
        list.Lines.Count < 3 ? [] : [.. list.Participants.Where(id => id != without)];

    private void Add(Step step) => steps.Add(step);
}
