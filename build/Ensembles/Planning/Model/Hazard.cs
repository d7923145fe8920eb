namespace Ensembles.Planning.Model;

/// <summary>What can go wrong in one situation.</summary>
internal abstract record Hazard
{
    private Hazard()
    {
    }

    /// <summary>These elect a leader and acknowledge writes without an acknowledged one of before.</summary>
    internal sealed record Loss(uint Electing) : Hazard;

    /// <summary>A leader of another ensemble's history is elected.</summary>
    internal sealed record Replacement(uint Electing, uint Foreign) : Hazard;

    /// <summary>Two sets that share no server lead at the same time.</summary>
    internal sealed record Split(uint One, uint Other) : Hazard;

    /// <summary>One that the situation holds, of the fewest servers; null where it holds none.</summary>
    public static Hazard? In(Situation situation)
    {
        if (situation.Foreign != 0
            && Elections.Greatest(situation).FirstOrDefault(election => election.Leader.Knows == Knows.Foreign)
            is { Leader: { } foreign, Set: var all })
        {
            return new Replacement(all, foreign.Bit);
        }

        var smallest = Elections.Smallest(situation);
        foreach (var set in smallest)
        {
            foreach (var written in situation.Writes)
            {
                if (written.CanMiss(set))
                {
                    return new Loss(set);
                }
            }
        }

        return SplitIn(smallest);
    }

    private static Split? SplitIn(List<uint> sets)
    {
        for (var at = 0; at < sets.Count; at++)
        {
            for (var before = 0; before < at; before++)
            {
                if ((sets[before] & sets[at]) == 0)
                {
                    return new(sets[before], sets[at]);
                }
            }
        }

        return null;
    }
}
