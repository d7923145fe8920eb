using System.Collections.Immutable;
using System.Numerics;

namespace Ensembles.Planning.QuorumModel;

/// <summary>
/// The states of one incremental reconfig: some servers have logged it, then majorities of both configurations have
/// and it is committed, then some have activated it. Servers of one kind (who stays, leaves, joins; with one
/// group and weight) differ in nothing, so their number tells.
/// </summary>
internal static class Reconfiguring
{
    public static IEnumerable<ModelState> Make(ModelState before, Transition.Reconfigure change)
    {
        var old = InForce(before);
        var version = before.Servers.Max(server => server.Reconfigs) + 1;
        var wanted = Wanted(old, change);
        var members = before.Mask(server => server.Running && server.View == old) & old.Voters;
        var joiners = before.Mask(server => server.Running) & change.Joining & ~old.Voters;
        ImmutableArray<ImmutableArray<uint>> kinds =
        [
            .. Kinds(members & ~change.Leaving, old, wanted), .. Kinds(members & change.Leaving, old, wanted),
            .. Kinds(joiners, old, wanted),
        ];
        foreach (var logged in Choices(kinds))
        {
            var proposal = Sum(logged);
            var proposed = Give(before, proposal, old with { Pending = wanted.Voters, PendingRule = wanted.Rule }, version);
            yield return proposed.AfterWrites(only: false);
            if (old.IsMajority(proposal) && wanted.IsMajority(proposal))
            {
                // A server that has logged the reconfig has logged what came before it.
                var committed = proposed with { Writes = [CommittedWrites.By(proposal, BitOperations.PopCount(proposal))] };
                foreach (var active in Choices(logged))
                {
                    yield return Give(committed, Sum(active), wanted, version).AfterWrites(only: false);
                }
            }
        }

        var all = before.Mask(server => server.Running && server.View == old) | joiners;
        yield return Give(before, all, wanted, version).AfterWrites(only: true);
    }

    /// <summary>
    /// A majority of the new members runs; the leader asks for it before anything else (QuorumVerifier.isQuorumSynced).
    /// </summary>
    public static bool CanCommit(ModelState state, Transition.Reconfigure change) =>
        Wanted(InForce(state), change) is { Voters: > 0 } wanted
        && wanted.IsMajority(state.Mask(server => server.Running));

    private static VotingView Wanted(VotingView old, Transition.Reconfigure change) =>
        new((old.Voters & ~change.Leaving) | change.Joining) { Rule = change.Rule };

    /// <summary>By heads all are alike; with groups those of one group and weight, before and after, are.</summary>
    private static IEnumerable<ImmutableArray<uint>> Kinds(uint servers, VotingView old, VotingView wanted) =>
        old.Rule is null && wanted.Rule is null
            ? [Bits(servers)]
            : Bits(servers).GroupBy(bit => (old.Rule?.SeatOf(bit), wanted.Rule?.SeatOf(bit)))
                .Select(kind => kind.ToImmutableArray());

    /// <summary>Of the leader of now; a server that is down may still have a list of before.</summary>
    private static VotingView InForce(ModelState state) => state.Servers
        .Where(server => (server.Bit & state.Leaders) != 0).Select(server => server.View!.Value)
        .Concat(Elections.Leading(state)).First(view => view.Pending == 0);

    /// <summary>So many of each kind, for every so many.</summary>
    private static IEnumerable<ImmutableArray<ImmutableArray<uint>>> Choices(
        ImmutableArray<ImmutableArray<uint>> kinds) =>
        kinds.IsEmpty
            ? [[]]
            : from rest in Choices(kinds[1..])
              from count in Enumerable.Range(0, kinds[0].Length + 1)
              select rest.Insert(0, kinds[0][..count]);

    private static ModelState Give(ModelState state, uint servers, VotingView view, int reconfigs) => state with
    {
        Servers =
        [
            .. state.Servers.Select(server => (server.Bit & servers) != 0
                ? server with { RunningView = view, OnDiskView = view, Data = DataOrigin.Ours, Reconfigs = reconfigs } : server),
        ],
    };

    private static ImmutableArray<uint> Bits(uint mask) =>
        [.. Enumerable.Range(0, 32).Select(at => 1u << at).Where(bit => (bit & mask) != 0)];

    private static uint Sum(ImmutableArray<ImmutableArray<uint>> kinds) =>
        kinds.SelectMany(bits => bits).Aggregate(0u, (mask, bit) => mask | bit);
}
