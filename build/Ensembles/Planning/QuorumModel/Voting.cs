namespace Ensembles.Planning.QuorumModel;

/// <summary>
/// How an election ends when all messages arrive. Every server votes for the foremost that it knows, so servers with
/// different lists can vote past each other for ever: that some leader would suit all of them is not enough
/// (FastLeaderElection.totalOrderPredicate, termPredicate).
/// </summary>
internal static class Voting
{
    /// <summary>
    /// Who then serves, once for each server that may hold a transaction more than all others; none where no server can
    /// vote with the data.
    /// </summary>
    public static uint[] Outcomes(ModelState running, ModelServer[] voters)
    {
        var ahead = Array.FindAll(voters, server => server.Data != DataOrigin.Nothing);
        return ahead.Length == 0
            ? [Serving(running, voters, voters)]
            : Array.ConvertAll(ahead, first => Serving(running, voters, [.. Ranked(voters, first)]));
    }

    /// <summary>By what their disks hold, then by id.</summary>
    private static IEnumerable<ModelServer> Ranked(ModelServer[] voters, ModelServer first) => voters
        .OrderByDescending(server => server.Reconfigs).ThenByDescending(server => server.Data)
        .ThenByDescending(server => server == first).ThenByDescending(server => server.Id);

    private static uint Serving(ModelState running, ModelServer[] voters, ModelServer[] ranked)
    {
        var votes = voters.ToLookup(server =>
            Array.Find(ranked, server.KnowsLeader)!.Bit);
        foreach (var leader in ranked)
        {
            var agreed = votes[leader.Bit].Aggregate(0u, (mask, server) => mask | server.Bit);
            var follow = votes[leader.Bit].Where(server => server.View!.Value.IsMajority(agreed & running.Told(server)))
                .Aggregate(0u, (mask, server) => mask | server.Bit);
            if ((follow & leader.Bit) != 0 && leader.View!.Value.IsMajority(follow))
            {
                return Joined(running, voters, leader, follow);
            }
        }

        return 0;
    }

    /// <summary>Others find a majority of their own list behind a leader that they know.</summary>
    public static uint Joined(ModelState running, ModelServer[] voters, ModelServer leader, uint follow)
    {
        for (var before = 0u; follow != before;)
        {
            before = follow;
            foreach (var server in voters)
            {
                var joins = server.Reaches(leader) && (server.View!.Value.Known & leader.Bit) != 0
                    && server.View!.Value.IsMajority(follow & ~server.Bit & running.Heard(server));
                follow |= joins ? server.Bit : 0;
            }
        }

        return follow;
    }
}
