using System.Collections.Immutable;
using Ensembles.Membership;
using Ensembles.Planning.QuorumModel;

namespace Ensembles.Planning.Search;

/// <summary>What could be done next: every server with every list that has it, and leavers put aside.</summary>
internal static class Candidates
{
    public static IEnumerable<CandidateStep> From(SearchContext map, SearchNode node)
    {
        foreach (var server in map.Voters.Where(server => node.Has[server.Id] is not null || !map.IsLeaver(server.Id)))
        {
            if (map.IsLeaver(server.Id) && IsForgotten(map, node, server.Id))
            {
                yield return new(server.Id, null, [Retire(server.Server)]);
            }

            var modelServer = node.Situation.Server(server.Id);
            foreach (var list in map.Lists.Where(list => list.Participants.Contains(server.Id)))
            {
                var has = modelServer.Running && modelServer.OnDiskView == modelServer.RunningView && node.Has[server.Id]?.SameAs(list) == true;
                if (!has)
                {
                    if (With(map, node, server, list) is { } trial)
                    {
                        yield return trial;
                    }
                }
                else if (modelServer.Data == DataOrigin.Nothing && Elections.CanServe(node.Situation, modelServer))
                {
                    yield return new(server.Id, list, [Wait(server, list)]);
                }
            }
        }
    }

    public static Step Retire(Inventories.Server leaver) =>
        new Step.Retire(leaver) { Stage = Stage.Leave, Reason = Step.Retire.NotNeeded };

    /// <summary>No server that stays counts on it any more.</summary>
    private static bool IsForgotten(SearchContext map, SearchNode node, int leaver) =>
        node.Has.All(other => map.IsLeaver(other.Key) || other.Value?.Contains(leaver) != true);

    /// <returns>
    /// Null where a server that serves would then wait for others, who were to be stopped while it is down: only of two
    /// one must.
    /// </returns>
    private static CandidateStep? With(SearchContext map, SearchNode node, ServerState server, MemberList list)
    {
        var (state, form) = (node.Situation, RollingStrategy.Form(list));
        var steps = ImmutableArray.CreateBuilder<Step>();
        foreach (var stranger in Strangers(map, state, list))
        {
            // A server that follows with this list follows only a leader of it.
            steps.Add(new Step.Yield(stranger.Server, node.Has[stranger.Id]!.Surviving(stranger.Id))
            {
                Stage = Stage.RollingRestart,
                Reason = $"server {server.Id} is to follow with the list {list}, which does not name it",
                Always = state.Server(stranger.Id).WouldChange,
            });
        }

        if (steps.Count > 0)
        {
            var yielded = new PlanChecker(state, steps.ToImmutable());
            if (yielded.Check() is not Verdict.Safe)
            {
                return null;
            }

            state = yielded.End!;
        }

        var modelServer = state.Server(server.Id);
        var initialize = Initialize(map, state, modelServer, list);
        var waits = !CanServe(state, modelServer, state.ViewOf(list.Lines.Values), initialize);
        if (waits && modelServer.Running && list.Participants.Count() > 2 && Elections.CanServe(state, modelServer))
        {
            return null;
        }

        var gate = waits ? Gate.Waits : Gate.Serves;
        var reason = $"with the list {list}" +
            (waits ? " it waits for others that are to have it" : ": " + Standing(node, list));
        steps.Add(modelServer.Running
            ? new Step.Restart(
                server.Id, form, gate, waits || modelServer.Data != DataOrigin.Ours ? [] : list.Surviving(server.Id))
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
        new(server.Id, RollingStrategy.Form(list), Gate.Serves)
        {
            Stage = Stage.StartNew, Reason = "it runs, and others count on it when it has copied the data",
        };

    private static string Standing(SearchNode node, MemberList list) =>
        $"then {1 + list.Participants.Count(id => node.Has.GetValueOrDefault(id)?.SameAs(list) == true)} of " +
        $"{list.Participants.Count()} run with it";

    private static bool CanServe(ModelState state, ModelServer server, VotingView view, bool initialize)
    {
        var started = server with
        {
            Running = true, RunningView = view, OnDiskView = view, Initialize = server.Initialize || initialize,
        };
        var after = state.With(started);
        return Elections.CanServe(after with { Leaders = after.Leaders & ~server.Bit }, started);
    }

    /// <summary>Who may lead and is not in the list.</summary>
    private static IEnumerable<ServerState> Strangers(SearchContext map, ModelState state, MemberList list) =>
        state.OfRunning().Servers.Length < 3 ? [] : map.Voters.Where(server =>
            (state.Leaders & state.Server(server.Id).Bit) != 0 && !list.Participants.Contains(server.Id));

    private static bool Initialize(SearchContext map, ModelState state, ModelServer server, MemberList list) =>
        server.Data == DataOrigin.Nothing && map.Course.Guarded && !map.Course.HasLostMajority
        && (list.IsHierarchical
            ? !list.IsQuorum(id => state.Servers.Any(other => other.Id == id && other.Data == DataOrigin.Ours))
            : state.Servers.Count(other => other.Data == DataOrigin.Ours) < list.Majority);
}
