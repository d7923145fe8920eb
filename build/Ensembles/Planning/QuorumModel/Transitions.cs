namespace Ensembles.Planning.QuorumModel;

/// <summary>Carries out moves: from one situation to those that follow.</summary>
internal static class Transitions
{
    /// <summary>The situations in order, the last is the one that the next move starts from.</summary>
    public static IEnumerable<ModelState> Apply(this ModelState before, Transition move) =>
        Made(before, move).Select(next => next.Led(move));

    private static IEnumerable<ModelState> Made(ModelState before, Transition move) => move switch
    {
        Transition.Write write => [before.WithServer(write.Id, server => server with
        {
            OnDiskView = write.View, OnDiskLink = write.Link ?? before.WantedLink,
        })],
        Transition.Stop stop => [before.WithServer(stop.Id, server => server with { Running = false })],
        Transition.Start start =>
            Starting(before.WithServer(start.Id, server => Started(server, start)).AfterWrites(only: false), start.Id),
        Transition.Follow follow => [Following(before, follow.Id).AfterWrites(only: false)],
        Transition.Measure => [before.AfterWrites(only: true)],
        Transition.Reread again => [before.WithServer(again.Id, server => server with { RunningLink = server.OnDiskLink })],
        Transition.Retire retire => [Retired(before, before.Server(retire.Id))],
        Transition.Reconfigure change => Reconfiguring.Make(before, change),
        _ => throw new InvalidOperationException($"The model does not know what follows from {move}."),
    };

    /// <summary>What only it held besides others is now held by these others alone.</summary>
    private static ModelState Retired(ModelState before, ModelServer server) => before.With(new ModelServer(server.Id, server.Bit)) with
    {
        Writes = [.. before.Writes.Select(writes => writes.Without(server.Bit))],
    };

    /// <summary>
    /// A server that waits for an empty one to do no more than listen must count with it following all the same.
    /// </summary>
    private static IEnumerable<ModelState> Starting(ModelState started, int id)
    {
        yield return started;
        if (started.Server(id) is { Data: DataOrigin.Nothing } server && Elections.CanServe(started, server))
        {
            yield return Following(started, id).AfterWrites(only: false);
        }
    }

    private static ModelServer Started(ModelServer server, Transition.Start start) => server.Running
        ? server
        : server.Restarted() with
        {
            Initialize = server.Initialize || start.Initialize,
            Place = server.Place ?? start.Place,
        };

    /// <summary>
    /// The leader that it serves with has a majority, and each server in it has copied the data: servers that only
    /// waited up to now may be.
    /// </summary>
    private static ModelState Following(ModelState state, int id)
    {
        var served = Elections.Greatest(state.OfRunning())
            .Aggregate(state.Server(id).Bit, (mask, election) => mask | election.Set);
        return state with
        {
            Servers =
            [
                .. state.Servers.Select(server => (server.Bit & served) != 0 && server.Data == DataOrigin.Nothing
                    ? server with { Data = DataOrigin.Ours } : server),
            ],
        };
    }
}
