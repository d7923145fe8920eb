namespace Ensembles.Planning.Model;

/// <summary>Carries out moves: from one situation to those that follow.</summary>
internal static class Making
{
    /// <summary>The situations in order, the last is the one that the next move starts from.</summary>
    public static IEnumerable<Situation> Make(this Situation before, Move move) =>
        Made(before, move).Select(next => next.Led(move));

    private static IEnumerable<Situation> Made(Situation before, Move move) => move switch
    {
        Move.Write write => [before.Change(write.Id, seat => seat with { Filed = write.Ballot })],
        Move.Stop stop => [before.Change(stop.Id, seat => seat with { Running = false })],
        Move.Start start =>
            Starting(before.Change(start.Id, seat => Started(seat, start)).Wrote(only: false), start.Id),
        Move.Follow follow => [Following(before, follow.Id).Wrote(only: false)],
        Move.Measure => [before.Wrote(only: true)],
        Move.Retire retire => [Retired(before, before.Seat(retire.Id))],
        Move.Reconfigure change => Reconfiguring.Make(before, change),
        _ => throw new InvalidOperationException($"Nobody knows what follows from {move}."),
    };

    /// <summary>What only it held besides others is now held by these others alone.</summary>
    private static Situation Retired(Situation before, Seat seat) => before.With(new Seat(seat.Id, seat.Bit)) with
    {
        Writes = [.. before.Writes.Select(written => written.Without(seat.Bit))],
    };

    /// <summary>
    /// Whoever waits for an empty server to do no more than listen must count with it following all the same.
    /// </summary>
    private static IEnumerable<Situation> Starting(Situation started, int id)
    {
        yield return started;
        if (started.Seat(id) is { Knows: Knows.Nothing } seat && Elections.CanServe(started, seat))
        {
            yield return Following(started, id).Wrote(only: false);
        }
    }

    private static Seat Started(Seat seat, Move.Start start) => seat.Running
        ? seat
        : seat.Restarted() with
        {
            Initialize = seat.Initialize || start.Initialize,
            Place = seat.Place ?? start.Place,
        };

    /// <summary>
    /// The leader that it serves with has a majority, and whoever is in it has copied the data: servers that only
    /// waited up to now may be.
    /// </summary>
    private static Situation Following(Situation situation, int id)
    {
        var served = Elections.Greatest(situation.OfRunning())
            .Aggregate(situation.Seat(id).Bit, (mask, election) => mask | election.Set);
        return situation with
        {
            Seats =
            [
                .. situation.Seats.Select(seat => (seat.Bit & served) != 0 && seat.Knows == Knows.Nothing
                    ? seat with { Knows = Knows.Ours } : seat),
            ],
        };
    }
}
