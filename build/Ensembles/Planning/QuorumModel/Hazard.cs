namespace Ensembles.Planning.QuorumModel;

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

    /// <summary>A server stays in office by learners that its list does not name, while others elect a leader.</summary>
    internal sealed record Office(uint Electing, uint Leader, uint Unlisted) : Hazard;

    /// <summary>One that the situation holds, of the fewest servers; null where it holds none.</summary>
    public static Hazard? In(ModelState state)
    {
        if (state.Foreign != 0
            && Elections.Greatest(state).FirstOrDefault(election => election.Leader.Data == DataOrigin.Foreign)
            is { Leader: { } foreign, Set: var all })
        {
            return new Replacement(all, foreign.Bit);
        }

        var smallest = Elections.Smallest(state);
        foreach (var set in smallest)
        {
            foreach (var writes in state.Writes)
            {
                if (writes.CanMiss(set))
                {
                    return new Loss(set);
                }
            }
        }

        return (Hazard?)SplitIn(smallest) ?? QuorumModel.Office.Beside(state);
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
