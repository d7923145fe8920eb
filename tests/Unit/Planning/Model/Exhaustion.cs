using System.Numerics;
using Ensembles.Inventories;
using Ensembles.Planning;
using Ensembles.Planning.QuorumModel;
using ZooKeeper.Configuration;

namespace Unit.Planning.Model;

/// <summary>
/// Every set of servers in every situation of a plan, tried one by one without the model's shortcuts: those that can
/// elect one of them miss no write that may have been acknowledged, and no two such sets are apart.
/// </summary>
internal static class Exhaustion
{
    public static void Check(Inventory inventory, World world, Plan plan, string story)
    {
        var states = world.AllStates(inventory);
        var state = InitialState.Of(inventory, states);
        foreach (var move in plan.Steps.SelectMany(step => StepTransitions.Of([step], state)).ToList())
        {
            foreach (var next in state.Apply(move))
            {
                state = next;
                Look(state, $"{story}: once {move.Told}");
                foreach (var server in state.Servers.Where(server => server.Running && server.OnDiskView != server.RunningView))
                {
                    Look(state.With(server.Restarted()).AfterWrites(only: false),
                        $"{story}: once {move.Told}, {server.Id} restarts");
                }
            }
        }
    }

    private static void Look(ModelState state, string story)
    {
        List<uint> electing = [];
        for (var set = 1u; set < 1u << state.Servers.Length; set++)
        {
            if (Elects(state, set))
            {
                electing.Add(set);
                Assert.That(
                    state.Writes.Any(writes => writes.Shares.All(share =>
                        share.Rule is null ? BitOperations.PopCount(share.Among & ~set) >= share.Least
                        : IsQuorum(share.Rule, (share.Among & ~set) | share.Gone))),
                    Is.False, $"{story}: {set:b} miss a write");
            }
        }

        Assert.That(
            electing.Exists(one => electing.Exists(other => (one & other) == 0)), Is.False, $"{story}: two lead");
    }

    private static bool Elects(ModelState state, uint set)
    {
        var servers = state.Servers.Where(server => (server.Bit & set) != 0).ToList();
        return servers.TrueForAll(server => server.Votes(state.Guarded) && IsMajority(server.View!.Value, set))
            && servers.Exists(leader => servers.TrueForAll(server =>
                ((server.View!.Value.Voters | server.View.Value.Pending) & leader.Bit) != 0
                && (server == leader || server.View.Value.Rule?.IsWeightless(leader.Bit) != true)
                && server.Reconfigs <= leader.Reconfigs));
    }

    private static bool IsMajority(VotingView view, uint set) =>
        Most(view.Voters, view.Rule, set)
        && (view.Pending == 0 || Most(view.Pending, view.PendingRule, set));

    private static bool IsQuorum(QuorumRule rule, uint set) =>
        rule.IsQuorum(Enumerable.Range(0, 32).Select(at => 1L << at).Where(bit => (set & bit) != 0).ToHashSet());

    private static bool Most(uint voters, QuorumRule? rule, uint set) =>
        rule is not null ? IsQuorum(rule, set) : 2 * BitOperations.PopCount(voters & set) > BitOperations.PopCount(voters);
}
