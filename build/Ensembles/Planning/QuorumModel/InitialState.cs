using System.Numerics;
using Ensembles.Inventories;
using Ensembles.Membership;
using ZooKeeper;

namespace Ensembles.Planning.QuorumModel;

/// <summary>The situation that a plan starts from, as observed.</summary>
internal static class InitialState
{
    public static ModelState Of(Inventory inventory, IReadOnlyList<ServerState> servers)
    {
        var membership = CurrentMembership.Of(inventory, servers);
        var ids = servers.Select(server => server.Id).Concat(Gone(servers));
        var empty = new ModelState([.. ids.Select((id, at) => new ModelServer(id, 1u << at))])
        {
            Guarded = inventory.Release.Version.HasEmptyGuard,
            CallsBackListed = !inventory.Release.Version.CountsVotersOnly,
            CountsLearners = !inventory.Release.Version.CountsVotersOnly,
            WantedLink = inventory.WantedLink,
        };
        var state = empty with
        {
            Servers =
            [
                .. empty.Servers.Zip(servers, (modelServer, server) => Sit(inventory, empty, modelServer, server, membership)),
                .. empty.Servers.Skip(servers.Count),
            ],
        };
        var leading = servers.Zip(state.Servers).Where(pair => pair.First.Leads)
            .Aggregate(0u, (mask, pair) => mask | pair.Second.Bit);
        var known = state with { Writes = [Acknowledged(state, servers, membership), .. BeforeOthersLeft(inventory, state, servers, membership)] };
        return known.AfterWrites(only: false).LedBy(leading) with { InOffice = Office.KeptBy(known, leading) };
    }

    /// <summary>
    /// Where nobody serves, and servers hold data that have been let go: writes may have been acknowledged last by a majority of
    /// their list, where a member did not run with the present one yet; in ZooKeeper 3.4 also by them beside the present members.
    /// </summary>
    private static IEnumerable<CommittedWrites> BeforeOthersLeft(
        Inventory inventory, ModelState state, IReadOnlyList<ServerState> servers, CurrentMembership membership)
    {
        var members = membership.Members;
        bool IsLetGo(int id) => !members.Contains(id) && inventory.Servers.All(server => server.Id != id);
        var letGo = servers.Where(server => server.HasData && IsLetGo(server.Id) && Votes(server)).Select(server => server.Id).ToHashSet();
        if (membership.Kind is not (CurrentMembershipKind.Static or CurrentMembershipKind.Alone) || letGo.Count == 0
            || servers.Any(server => server.Serving))
        {
            yield break;
        }

        var holding = state.Mask(server => server.Data == DataOrigin.Ours);
        var present = state.ViewOf(members.Lines.Values);
        if (state.CountsLearners && present.Rule is null && VotingView.Majority(present.Voters) is > 1 and var majority)
        {
            // The leader is a member, whoever else has acknowledged them.
            var lost = BitOperations.PopCount(present.Voters & ~holding);
            yield return new(
            [
                new(present.Voters & holding, 1),
                new((present.Voters & holding) | state.Mask(server => letGo.Contains(server.Id)), Math.Max(1, majority - lost)),
            ]);
        }

        var haveRun = servers.Where(server => members.Participants.Contains(server.Id) && server.HasData)
            .All(server => CurrentMembership.LastListOf(server)?.SameAs(members) == true);
        foreach (var view in haveRun ? [] : servers.Where(server => server.HasData)
            .SelectMany(server => new[] { CurrentMembership.ListOf(server), LastOf(server) }).OfType<MemberList>()
            .Where(list => list.Participants.Any(letGo.Contains)
                && list.Participants.All(id => servers.Any(server => server.Id == id && server.HasData)))
            .Select(list => state.ViewOf(list.Lines.Values)).Distinct())
        {
            yield return CommittedWrites.ByQuorum(view, view.Voters & holding);
        }

        static bool Votes(ServerState server) => CurrentMembership.ListOf(server)?.Participants.Contains(server.Id) == true;
    }

    /// <summary>
    /// Ids that lists still name and no server has any more: they count for those lists' majorities and never vote.
    /// </summary>
    private static IEnumerable<int> Gone(IReadOnlyList<ServerState> servers) => servers
        .SelectMany(server => new[] { CurrentMembership.ListOf(server), CurrentMembership.OnDiskListOf(server), LastOf(server) }).OfType<MemberList>()
        .SelectMany(list => list.Ids).Except(servers.Select(server => server.Id));

    /// <summary>Of one that is down: what it ran with last may be the list by which its writes were acknowledged.</summary>
    private static MemberList? LastOf(ServerState server) => server.Running ? null : CurrentMembership.LastListOf(server);

    private static ModelServer Sit(
        Inventory inventory, ModelState state, ModelServer modelServer, ServerState server, CurrentMembership membership)
    {
        var inForce = BallotOf(state, CurrentMembership.ListOf(server));
        var isMember = membership.Members.Contains(server.Id);

        // Only members of before are looked at beside the inventory's: what they hold is of this ensemble, if old.
        var wasMember = inventory.Servers.All(wanted => !MemberList.SameAddress(wanted.Line(), server.Server.Line()));
        return modelServer with
        {
            Running = server.Running && inForce is not null,
            RunningView = inForce,
            OnDiskView = BallotOf(state, CurrentMembership.OnDiskListOf(server)),
            RunningLink = server.Link ?? inventory.WantedLink,
            OnDiskLink = server.OnDiskLink ?? server.Link ?? inventory.WantedLink,
            Data = server is { HasData: false, Serving: false } ? DataOrigin.Nothing
                : isMember || wasMember || Refusals.IsOurs(server, inventory, membership) ? DataOrigin.Ours : DataOrigin.Foreign,

            Place = server.Running || server.HasData ? StepTransitions.PlaceOf(server.Server.Line()) : null,

            // An empty server that runs is taken to have been allowed to vote: the file is gone by then.
            Initialize = !server.HasData && (server.Running || server.MayInitialize),
        };
    }

    private static VotingView? BallotOf(ModelState state, MemberList? list) =>
        list is null ? null : state.ViewOf(list.Lines.Values);

    /// <summary>
    /// While a leader serves, any majority of its list out of those that serve; else any majority of the members, of
    /// which those that have lost their disk hold nothing any more.
    /// </summary>
    private static CommittedWrites Acknowledged(ModelState state, IReadOnlyList<ServerState> servers, CurrentMembership membership)
    {
        var leaders = servers.Where(server => server.Leads).Select(CurrentMembership.ListOf).OfType<MemberList>().ToList();
        var view = state.ViewOf((leaders.Count == 1 ? leaders[0] : membership.Members).Lines.Values);
        var members = view.Voters;
        var serving = members & servers.Zip(state.Servers)
            .Where(pair => pair.First.Serving).Aggregate(0u, (mask, pair) => mask | pair.Second.Bit);
        if (view.IsMajority(serving))
        {
            return view.Rule is { } rule
                ? new([new(serving, 0) { Rule = rule }])
                : CommittedWrites.By(serving, VotingView.Majority(members));
        }

        return CommittedWrites.ByQuorum(view, members & state.Mask(modelServer => modelServer.Data == DataOrigin.Ours));
    }
}
