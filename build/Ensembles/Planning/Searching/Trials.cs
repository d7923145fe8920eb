using System.Collections.Immutable;
using Ensembles.Planning.Model;

namespace Ensembles.Planning.Searching;

/// <summary>What could be done next: every server with every list that has it, and leavers put aside.</summary>
internal static class Trials
{
    public static IEnumerable<Trial> From(SearchMap map, SearchNode node)
    {
        foreach (var server in map.Voters.Where(server => node.Has[server.Id] is not null || !map.IsLeaver(server.Id)))
        {
            if (map.IsLeaver(server.Id) && IsForgotten(map, node, server.Id))
            {
                yield return new(server.Id, null, [Retire(server.Server)]);
            }

            var seat = node.Situation.Seat(server.Id);
            foreach (var list in map.Lists.Where(list => list.Participants.Contains(server.Id)))
            {
                var has = seat.Running && seat.Filed == seat.Runs && node.Has[server.Id]?.SameAs(list) == true;
                if (!has)
                {
                    if (With(map, node, server, list) is { } trial)
                    {
                        yield return trial;
                    }
                }
                else if (seat.Knows == Knows.Nothing && Elections.CanServe(node.Situation, seat))
                {
                    yield return new(server.Id, list, [Wait(server, list)]);
                }
            }
        }
    }

    public static Step Retire(Inventories.Server leaver) =>
        new Step.Retire(leaver) { Stage = Stage.Leave, Reason = Step.Retire.NobodyMissesIt };

    /// <summary>Of those that stay nobody counts on it any more.</summary>
    private static bool IsForgotten(SearchMap map, SearchNode node, int leaver) =>
        node.Has.All(other => map.IsLeaver(other.Key) || other.Value?.Contains(leaver) != true);

    /// <returns>
    /// Null where a server that serves would then wait for others, who were to be stopped while it is down: only of two
    /// one must.
    /// </returns>
    private static Trial? With(SearchMap map, SearchNode node, ServerState server, MemberList list)
    {
        var (situation, form) = (node.Situation, RollingCourse.Form(list));
        var steps = ImmutableArray.CreateBuilder<Step>();
        foreach (var stranger in Strangers(map, situation, list))
        {
            // Whoever follows with this list follows only a leader of it.
            steps.Add(new Step.Yield(stranger.Server, node.Has[stranger.Id]!.Surviving(stranger.Id))
            {
                Stage = Stage.RollingRestart,
                Reason = $"server {server.Id} is to follow with the list {list}, which does not name it",
            });
        }

        if (steps.Count > 0)
        {
            var yielded = new Walk(situation, steps.ToImmutable());
            if (yielded.Check() is not Verdict.Safe)
            {
                return null;
            }

            situation = yielded.End!;
        }

        var seat = situation.Seat(server.Id);
        var initialize = Initialize(map, situation, seat, list);
        var waits = !CanServe(situation, seat, situation.BallotOf(list.Lines.Values), initialize);
        if (waits && seat.Running && list.Participants.Count() > 2 && Elections.CanServe(situation, seat))
        {
            return null;
        }

        var gate = waits ? Gate.Waits : Gate.Serves;
        var reason = $"with the list {list}" +
            (waits ? " it waits for others that are to have it" : ": " + Standing(node, list));
        steps.Add(seat.Running
            ? new Step.Restart(
                server.Id, form, gate, waits || seat.Knows != Knows.Ours ? [] : list.Surviving(server.Id))
            {
                Stage = Stage.RollingRestart, Reason = reason, InPlace = true,
            }
            : new Step.Start(server.Id, form, gate, initialize)
            {
                Stage = Stage.StartNew, Reason = reason,
            });
        return new(server.Id, list, steps.DrainToImmutable());
    }

    private static Step.Start Wait(ServerState server, MemberList list) =>
        new(server.Id, RollingCourse.Form(list), Gate.Serves)
        {
            Stage = Stage.StartNew, Reason = "it runs, and others count on it when it has copied the data",
        };

    private static string Standing(SearchNode node, MemberList list) =>
        $"then {1 + list.Participants.Count(id => node.Has.GetValueOrDefault(id)?.SameAs(list) == true)} of " +
        $"{list.Participants.Count()} run with it";

    private static bool CanServe(Situation situation, Seat seat, Ballot ballot, bool initialize)
    {
        var started = seat with
        {
            Running = true, Runs = ballot, Filed = ballot, Initialize = seat.Initialize || initialize,
        };
        var after = situation.With(started);
        return Elections.CanServe(after with { Leaders = after.Leaders & ~seat.Bit }, started);
    }

    /// <summary>Who may lead and is not in the list.</summary>
    private static IEnumerable<ServerState> Strangers(SearchMap map, Situation situation, MemberList list) =>
        situation.OfRunning().Seats.Length < 3 ? [] : map.Voters.Where(server =>
            (situation.Leaders & situation.Seat(server.Id).Bit) != 0 && !list.Participants.Contains(server.Id));

    private static bool Initialize(SearchMap map, Situation situation, Seat seat, MemberList list) =>
        seat.Knows == Knows.Nothing && map.Course.Guarded
        && (list.IsHierarchical
            ? !list.IsQuorum(id => situation.Seats.Any(other => other.Id == id && other.Knows == Knows.Ours))
            : situation.Seats.Count(other => other.Knows == Knows.Ours) < list.Majority);
}
