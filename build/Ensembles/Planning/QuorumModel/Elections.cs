using System.Numerics;

namespace Ensembles.Planning.QuorumModel;

/// <summary>
/// Who can elect whom. A server follows a leader that a majority of its own list votes for; votes from and for
/// strangers to that list are ignored (FastLeaderElection.termPredicate, validVoter). No server votes for less than it
/// holds itself, so a leader lacks what no voter of it holds. Which votes arrive in time is left open: every set of
/// servers that can agree is taken to be one that does. A server that crashed or is cut off is one that
/// such a set lacks.
/// </summary>
internal static class Elections
{
    /// <summary>For each server that can lead: all that can vote for it together.</summary>
    public static List<(ModelServer Leader, uint Set)> Greatest(ModelState state) =>
        state.Memory.Greatest(Voters(state), Greatest);

    /// <summary>The sets that can elect and of which no part can; by size. Servers of another life left out.</summary>
    public static List<uint> Smallest(ModelState state) => state.Memory.Smallest(
        Array.FindAll(Voters(state), server => server.Data != DataOrigin.Foreign), Smallest);

    private static List<(ModelServer Leader, uint Set)> Greatest(ModelServer[] voters)
    {
        List<(ModelServer Leader, uint Set)> found = [];
        foreach (var leader in voters)
        {
            var supporters = Array.FindAll(voters, server => server.Accepts(leader));
            var set = Sum(supporters);
            for (var before = 0u; set != before;)
            {
                before = set;
                foreach (var server in supporters)
                {
                    set = server.View!.Value.IsMajority(set & Reached(voters, server)) ? set : set & ~server.Bit;
                }
            }

            if ((set & leader.Bit) != 0)
            {
                found.Add((leader, set));
            }
        }

        return found;
    }

    private static List<uint> Smallest(ModelServer[] voters)
    {
        var known = Array.ConvertAll(voters, server => Compact(voters, server));
        var ballots = Array.ConvertAll(voters, server => server.View!.Value);
        var reached = Array.ConvertAll(voters, server => Reached(voters, server));
        var elects = new bool[1 << voters.Length];
        List<uint> smallest = [];
        for (var set = 1u; set < elects.Length; set++)
        {
            elects[set] = HasElectingPart(elects, set);
            if (!elects[set] && Agree(set, Spread(voters, set), ballots, known, reached))
            {
                elects[set] = true;
                smallest.Add(Spread(voters, set));
            }
        }

        smallest.Sort((one, other) => BitOperations.PopCount(one).CompareTo(BitOperations.PopCount(other)));
        return smallest;
    }

    /// <summary>The configurations with which a server can lead.</summary>
    public static IEnumerable<VotingView> Leading(ModelState state) =>
        Greatest(state).Select(election => election.Leader.View!.Value).Distinct();

    /// <summary>
    /// A server can come to lead or follow: with those that lead already where they are a majority of its own list
    /// without it (its own vote does not count then: ooePredicate) and the one that may lead is in its list, else by an
    /// election that it takes part in, whichever of those with the data turns out to be ahead.
    /// An empty server follows no leader yet.
    /// </summary>
    public static bool CanServe(ModelState state, ModelServer server)
    {
        if (server.View is not { } own)
        {
            return false;
        }

        var running = state.OfRunning();
        var others = running with { Servers = running.Servers.RemoveAll(modelServer => modelServer.Id == server.Id) };
        var led = Greatest(others with { Servers = others.Servers.RemoveAll(modelServer => modelServer.Data == DataOrigin.Nothing) });
        var leading = led.FindAll(election => (state.Leaders & election.Leader.Bit) != 0);
        var heard = running.Heard(server);
        return led.Count > 0
            ? (leading.Count > 0 ? leading : led).TrueForAll(election => server.Reaches(election.Leader) && (own.Known & election.Leader.Bit) != 0
                && own.IsMajority(heard & Voting.Joined(
                    others, Voters(others), election.Leader, state.IsElecting ? Certain(others, election) : election.Set)))
            : Array.TrueForAll(Voting.Outcomes(running, Voters(running)), served => (served & server.Bit) != 0);
    }

    /// <summary>Those of an electing set that do not depend on when messages come: who is told too few votes may stay outside.</summary>
    private static uint Certain(ModelState state, (ModelServer Leader, uint Set) election)
    {
        var (set, supporters) = (election.Set, state.Servers.Where(server => (server.Bit & election.Set) != 0).ToList());
        for (var before = 0u; set != before;)
        {
            before = set;
            foreach (var server in supporters)
            {
                set = server.View!.Value.IsMajority(set & state.Told(server)) ? set : set & ~server.Bit;
            }
        }

        return set;
    }

    /// <summary>Whom a server can talk to, itself among them: almost always all.</summary>
    private static uint Reached(ModelServer[] voters, ModelServer server)
    {
        var mask = 0u;
        foreach (var other in voters)
        {
            mask |= server.Reaches(other) ? other.Bit : 0;
        }

        return mask;
    }

    private static bool Agree(uint set, uint spread, VotingView[] ballots, uint[] known, uint[] reached)
    {
        var candidates = set;
        for (var rest = set; rest != 0; rest &= rest - 1)
        {
            var at = BitOperations.TrailingZeroCount(rest);
            candidates &= known[at];
            if (candidates == 0 || !ballots[at].IsMajority(spread & reached[at]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool HasElectingPart(bool[] elects, uint set)
    {
        for (var rest = set; rest != 0; rest &= rest - 1)
        {
            if (elects[set & ~(rest & (~rest + 1))])
            {
                return true;
            }
        }

        return false;
    }

    private static ModelServer[] Voters(ModelState state) =>
        [.. state.Servers.Where(server => server.Votes(state.Guarded))];

    private static uint Sum(ModelServer[] servers) => servers.Aggregate(0u, (mask, server) => mask | server.Bit);

    private static uint Spread(ModelServer[] voters, uint set)
    {
        var mask = 0u;
        for (var rest = set; rest != 0; rest &= rest - 1)
        {
            mask |= voters[BitOperations.TrailingZeroCount(rest)].Bit;
        }

        return mask;
    }

    private static uint Compact(ModelServer[] voters, ModelServer voter)
    {
        var set = 0u;
        for (var at = 0; at < voters.Length; at++)
        {
            set |= voter.Accepts(voters[at]) ? 1u << at : 0;
        }

        return set;
    }
}
