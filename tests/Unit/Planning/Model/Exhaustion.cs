using System.Numerics;
using Ensembles.Inventories;
using Ensembles.Planning;
using Ensembles.Planning.Model;
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
        var states = world.Everybody(inventory);
        var situation = Beginning.Of(inventory, states);
        foreach (var move in plan.Steps.SelectMany(step => Moves.Of([step], situation)).ToList())
        {
            foreach (var next in situation.Make(move))
            {
                situation = next;
                Look(situation, $"{story}: once {move.Told}");
                foreach (var seat in situation.Seats.Where(seat => seat.Running && seat.Filed != seat.Runs))
                {
                    Look(situation.With(seat.Restarted()).Wrote(only: false),
                        $"{story}: once {move.Told}, {seat.Id} restarts");
                }
            }
        }
    }

    private static void Look(Situation situation, string story)
    {
        List<uint> electing = [];
        for (var set = 1u; set < 1u << situation.Seats.Length; set++)
        {
            if (Elects(situation, set))
            {
                electing.Add(set);
                Assert.That(
                    situation.Writes.Any(written => written.Shares.All(share =>
                        share.Rule is null ? BitOperations.PopCount(share.Among & ~set) >= share.Least
                        : IsQuorum(share.Rule, (share.Among & ~set) | share.Gone))),
                    Is.False, $"{story}: {set:b} miss a write");
            }
        }

        Assert.That(
            electing.Exists(one => electing.Exists(other => (one & other) == 0)), Is.False, $"{story}: two lead");
    }

    private static bool Elects(Situation situation, uint set)
    {
        var seats = situation.Seats.Where(seat => (seat.Bit & set) != 0).ToList();
        return seats.TrueForAll(seat => seat.Votes(situation.Guarded) && IsMajority(seat.InForce!.Value, set))
            && seats.Exists(leader => seats.TrueForAll(seat =>
                ((seat.InForce!.Value.Voters | seat.InForce.Value.Pending) & leader.Bit) != 0
                && (seat == leader || seat.InForce.Value.Rule?.IsWeightless(leader.Bit) != true)
                && seat.Reconfigs <= leader.Reconfigs));
    }

    private static bool IsMajority(Ballot ballot, uint set) =>
        Most(ballot.Voters, ballot.Rule, set)
        && (ballot.Pending == 0 || Most(ballot.Pending, ballot.PendingRule, set));

    private static bool IsQuorum(QuorumRule rule, uint set) =>
        rule.IsQuorum(Enumerable.Range(0, 32).Select(at => 1L << at).Where(bit => (set & bit) != 0).ToHashSet());

    private static bool Most(uint voters, QuorumRule? rule, uint set) =>
        rule is not null ? IsQuorum(rule, set) : 2 * BitOperations.PopCount(voters & set) > BitOperations.PopCount(voters);
}
