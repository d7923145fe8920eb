using System.Collections.Immutable;
using System.Numerics;

namespace Ensembles.Planning.Model;

/// <summary>
/// The states of one incremental reconfig: some servers have logged it, then majorities of both configurations have
/// and it is committed, then some have activated it. Servers of one kind differ in nothing, so their number tells.
/// </summary>
internal static class Reconfiguring
{
    public static IEnumerable<Situation> Make(Situation before, uint joining)
    {
        var old = Elections.Leading(before).Where(ballot => ballot.Pending == 0)
            .OrderByDescending(ballot => BitOperations.PopCount(ballot.Voters)).First();
        var version = before.Seats.Max(seat => seat.Reconfigs) + 1;
        var wanted = new Ballot(old.Voters | joining);
        var members = Bits(before.Mask(seat => seat.Running && seat.InForce == old) & old.Voters);
        var joiners = Bits(before.Mask(seat => seat.Running) & joining & ~old.Voters);
        for (var logged = 0; logged <= members.Length; logged++)
        {
            for (var also = 0; also <= joiners.Length; also++)
            {
                var proposal = Sum(members[..logged]) | Sum(joiners[..also]);
                var proposed = Give(before, proposal, old with { Pending = wanted.Voters }, version);
                yield return proposed.Wrote(only: false);
                if (old.IsMajority(proposal) && wanted.IsMajority(proposal))
                {
                    foreach (var activated in Activated(proposed, proposal, members[..logged], joiners[..also], wanted))
                    {
                        yield return activated;
                    }
                }
            }
        }

        var all = before.Mask(seat => seat.Running && seat.InForce == old) | Sum(joiners);
        yield return Give(before, all, wanted, version).Wrote(only: true);
    }

    /// <summary>Whoever has logged the reconfig has logged what came before it.</summary>
    private static IEnumerable<Situation> Activated(
        Situation proposed, uint proposal, ImmutableArray<uint> members, ImmutableArray<uint> joiners, Ballot wanted)
    {
        var version = proposed.Seats.Max(seat => seat.Reconfigs);
        var committed = proposed with { Writes = [Written.By(proposal, BitOperations.PopCount(proposal))] };
        for (var active = 0; active <= members.Length; active++)
        {
            for (var also = 0; also <= joiners.Length; also++)
            {
                var those = Sum(members[..active]) | Sum(joiners[..also]);
                yield return Give(committed, those, wanted, version).Wrote(only: false);
            }
        }
    }

    private static Situation Give(Situation situation, uint servers, Ballot ballot, int reconfigs) => situation with
    {
        Seats =
        [
            .. situation.Seats.Select(seat => (seat.Bit & servers) != 0
                ? seat with { Runs = ballot, Filed = ballot, Knows = Knows.Ours, Reconfigs = reconfigs } : seat),
        ],
    };

    private static ImmutableArray<uint> Bits(uint mask) =>
        [.. Enumerable.Range(0, 32).Select(at => 1u << at).Where(bit => (bit & mask) != 0)];

    private static uint Sum(ImmutableArray<uint> bits) => bits.Aggregate(0u, (mask, bit) => mask | bit);
}
