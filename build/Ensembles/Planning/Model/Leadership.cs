namespace Ensembles.Planning.Model;

/// <summary>Follows who may lead: whoever does goes on, until a stop can have brought about an election.</summary>
internal static class Leadership
{
    /// <param name="next">What follows from the move; its leaders are still those of before.</param>
    public static Situation Led(this Situation next, Move move)
    {
        var possible = Candidates(next);
        var stopped = move is Move.Stop stop ? next.Seat(stop.Id).Bit : 0;
        var isElected = move is Move.Stop { Follows: false } && (next.Leaders & stopped) != 0;
        var now = isElected ? possible : next.Leaders & possible & ~stopped;
        return next with { Leaders = now == 0 ? possible : now };
    }

    /// <param name="observed">Who says that it leads.</param>
    public static Situation LedBy(this Situation situation, uint observed) =>
        (situation with { Leaders = observed }).Led(new Move.Measure(situation.Seats[0].Id));

    /// <summary>Whom those that run can elect.</summary>
    private static uint Candidates(Situation situation) =>
        Elections.Greatest(situation.OfRunning()).Aggregate(0u, (mask, election) => mask | election.Leader.Bit);
}
