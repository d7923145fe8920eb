using System.Numerics;

namespace Ensembles.Planning.Model;

/// <summary>
/// Who can elect whom. A server follows a leader that a majority of its own list votes for; votes from and for
/// strangers to that list are ignored (FastLeaderElection.termPredicate, validVoter). Nothing else binds a server: which
/// votes arrive in time is anybody's guess, so every set of servers that can agree is taken to be one that does. A server that
/// crashed or is cut off is one that is missing from such a set.
/// </summary>
internal static class Elections
{
    /// <summary>Each set that can elect, with those of it that all its members accept as leader.</summary>
    public static IEnumerable<(uint Set, uint Candidates)> Of(Situation situation)
    {
        var voters = situation.Seats.Where(seat => seat.Votes(situation.Guarded)).ToArray();
        var ballots = new Ballot[32];
        foreach (var seat in voters)
        {
            ballots[BitOperations.TrailingZeroCount(seat.Bit)] = seat.InForce!.Value;
        }

        var able = voters.Aggregate(0u, (mask, seat) => mask | seat.Bit);
        for (var set = able; set != 0; set = (set - 1) & able)
        {
            var candidates = Candidates(set, ballots);
            if (candidates != 0)
            {
                yield return (set, candidates);
            }
        }
    }

    /// <summary>The configurations with which somebody can lead.</summary>
    public static IEnumerable<Ballot> Leading(Situation situation)
    {
        var leaders = Of(situation).Aggregate(0u, (mask, election) => mask | election.Candidates);
        return situation.Seats.Where(seat => (seat.Bit & leaders) != 0).Select(seat => seat.InForce!.Value).Distinct();
    }

    /// <summary>
    /// A server can come to lead or follow: with those that lead already where they are a majority of its own list
    /// without it (its own vote does not count then: ooePredicate), else by an election that it takes part in.
    /// </summary>
    public static bool CanServe(Situation situation, Seat server)
    {
        var running = situation with { Seats = [.. situation.Seats.Where(seat => seat.Running)] };
        var others = running with { Seats = [.. running.Seats.Where(seat => seat.Id != server.Id)] };
        var led = Of(others).Select(election => election.Set).ToList();
        return server.InForce is { } own && (led.Count > 0
            ? led.Exists(own.IsMajority)
            : Of(running).Any(election => (election.Set & server.Bit) != 0));
    }

    private static uint Candidates(uint set, Ballot[] ballots)
    {
        var candidates = set;
        for (var rest = set; rest != 0; rest &= rest - 1)
        {
            var ballot = ballots[BitOperations.TrailingZeroCount(rest)];
            candidates &= ballot.Known;
            if (candidates == 0 || !ballot.IsMajority(set))
            {
                return 0;
            }
        }

        return candidates;
    }
}
