using System.Numerics;

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

    /// <summary>The smallest that the situation holds; null where it holds none.</summary>
    public static Hazard? In(Situation situation)
    {
        var elections = Elections.Of(situation).OrderBy(election => BitOperations.PopCount(election.Set)).ToList();
        var foreign = situation.Foreign;
        foreach (var (set, candidates) in elections)
        {
            if ((candidates & foreign) != 0)
            {
                return new Replacement(set, candidates & foreign);
            }

            if (situation.Writes.Any(written => written.CanMiss(candidates)))
            {
                return new Loss(set);
            }
        }

        return SplitIn(elections.ConvertAll(election => election.Set));
    }

    /// <summary>Only the smallest sets matter: one that contains another splits from no more.</summary>
    private static Split? SplitIn(List<uint> sets)
    {
        List<uint> smallest = [];
        foreach (var set in sets.Where(set => smallest.TrueForAll(less => (less & set) != less)))
        {
            if (smallest.Find(other => (other & set) == 0) is var other and not 0)
            {
                return new(other, set);
            }

            smallest.Add(set);
        }

        return null;
    }
}
