using System.Numerics;

namespace Ensembles.Planning.Model;

/// <summary>Hazards as an operator reads them.</summary>
internal static class Telling
{
    public static string Of(Hazard hazard, Situation situation) => hazard switch
    {
        Hazard.Loss loss =>
            $"{Who(situation, loss.Electing)} {Share(situation, loss.Electing)} and elect a leader without " +
            (IsEmpty(situation, loss.Electing) ? "the data." : "a write that others have acknowledged."),
        Hazard.Replacement other =>
            $"{Who(situation, other.Electing)} {Share(situation, other.Electing)} and elect server " +
            $"{Names(situation, other.Foreign)}, whose data are of another life and newer: " +
            "they replace the ensemble's.",
        Hazard.Split split =>
            $"{Who(situation, split.One)} {Share(situation, split.One)}, while {Who(situation, split.Other)} " +
            $"{Share(situation, split.Other)}: two leaders at the same time, " +
            "each acknowledges writes that the other lacks.",
        _ => throw new InvalidOperationException($"Nobody can tell {hazard}."),
    };

    private static string Who(Situation situation, uint servers)
    {
        var count = BitOperations.PopCount(servers);
        var only = count == 1;
        var empty = !IsEmpty(situation, servers) ? ""
            : only ? ", empty,"
            : count == 2 ? ", both empty,"
            : ", all empty,";
        return $"{(only ? "server" : "servers")} {Names(situation, servers)}{empty}";
    }

    private static string Share(Situation situation, uint servers)
    {
        var own = situation.Seats.First(seat => (seat.Bit & servers) != 0 && seat.InForce is not null).InForce!.Value;
        if (own.Rule is not null)
        {
            return "have the weight of a quorum";
        }

        var of = BitOperations.PopCount(own.Voters);
        var count = BitOperations.PopCount(servers & own.Voters);
        return count == 1 && of == 1 ? "is a majority by itself" : $"are {count} of {of}";
    }

    private static bool IsEmpty(Situation situation, uint servers) =>
        situation.Seats.Where(seat => (seat.Bit & servers) != 0).All(seat => seat.Knows == Knows.Nothing);

    private static string Names(Situation situation, uint servers)
    {
        var ids = situation.Ids(servers).ToList();
        return ids.Count == 1 ? $"{ids[0]}" : $"{string.Join(", ", ids.SkipLast(1))} and {ids[^1]}";
    }
}
