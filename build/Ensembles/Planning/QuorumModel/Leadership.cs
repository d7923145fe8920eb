namespace Ensembles.Planning.QuorumModel;

/// <summary>Follows who may lead: the leader goes on, until a stop can have brought about an election.</summary>
internal static class Leadership
{
    /// <param name="next">What follows from the move; its leaders are still those of before.</param>
    public static ModelState Led(this ModelState next, Transition move)
    {
        var stopped = move is Transition.Stop stop ? next.Server(stop.Id).Bit : 0;
        var isElected = move is Transition.Stop { Follows: false } && (next.Leaders & stopped) != 0;
        var isElecting = isElected || (next.IsElecting && move is not (Transition.Follow or Transition.Measure));
        var inOffice = Office.KeptBy(next, (next.Leaders | next.InOffice) & ~stopped);
        return (next with { IsElecting = isElecting }).LedBy(isElected ? 0 : next.Leaders & ~stopped) with { InOffice = inOffice };
    }

    /// <param name="leaders">Who may lead; where none of them can, those whom the running ones can elect.</param>
    public static ModelState LedBy(this ModelState state, uint leaders)
    {
        var possible = Elections.Greatest(state.OfRunning())
            .Aggregate(0u, (mask, election) => mask | election.Leader.Bit);
        return state with { Leaders = (leaders & possible) != 0 ? leaders & possible : possible };
    }
}
