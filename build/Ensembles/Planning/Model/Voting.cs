namespace Ensembles.Planning.Model;

/// <summary>
/// How an election ends when all messages arrive. Everybody votes for the foremost that it knows, so servers with
/// different lists can vote past each other for ever: that some leader would suit all of them is not enough
/// (FastLeaderElection.totalOrderPredicate, termPredicate).
/// </summary>
internal static class Voting
{
    /// <summary>
    /// Who then serves, once for each server that may hold a transaction more than all others; none where nobody can
    /// vote with the data.
    /// </summary>
    public static uint[] Outcomes(Situation running, Seat[] voters)
    {
        var ahead = Array.FindAll(voters, seat => seat.Knows != Knows.Nothing);
        return ahead.Length == 0
            ? [Serving(running, voters, voters)]
            : Array.ConvertAll(ahead, first => Serving(running, voters, [.. Ranked(voters, first)]));
    }

    /// <summary>By what their disks hold, then by id.</summary>
    private static IEnumerable<Seat> Ranked(Seat[] voters, Seat first) => voters
        .OrderByDescending(seat => seat.Reconfigs).ThenByDescending(seat => seat.Knows)
        .ThenByDescending(seat => seat == first).ThenByDescending(seat => seat.Id);

    private static uint Serving(Situation running, Seat[] voters, Seat[] ranked)
    {
        var votes = voters.ToLookup(seat =>
            Array.Find(ranked, seat.KnowsLeader)!.Bit);
        foreach (var leader in ranked)
        {
            var agreed = votes[leader.Bit].Aggregate(0u, (mask, seat) => mask | seat.Bit);
            var follow = votes[leader.Bit].Where(seat => seat.InForce!.Value.IsMajority(agreed & running.Heard(seat)))
                .Aggregate(0u, (mask, seat) => mask | seat.Bit);
            if ((follow & leader.Bit) != 0 && leader.InForce!.Value.IsMajority(follow))
            {
                return Joined(running, voters, leader, follow);
            }
        }

        return 0;
    }

    /// <summary>Others find a majority of their own list behind a leader that they know.</summary>
    public static uint Joined(Situation running, Seat[] voters, Seat leader, uint follow)
    {
        for (var before = 0u; follow != before;)
        {
            before = follow;
            foreach (var seat in voters)
            {
                var joins = (seat.InForce!.Value.Known & leader.Bit) != 0
                    && seat.InForce!.Value.IsMajority(follow & ~seat.Bit & running.Heard(seat));
                follow |= joins ? seat.Bit : 0;
            }
        }

        return follow;
    }
}
