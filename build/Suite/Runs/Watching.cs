using System.Collections.Immutable;
using Ensembles;
using Ensembles.Observing;
using Ensembles.Witnessing;
using ZooKeeper;

namespace Suite.Runs;

/// <summary>
/// What goes on beside a rollout: clients of the witness, and the questions to each server what it is.
/// </summary>
internal sealed class Watching(EnsembleRun run, bool wantsWitness) : IAsyncDisposable
{
    private Witness? witness;

    private ImmutableArray<HostPort> Servers => [.. run.Inventory.Servers.Select(Fleet.ClientAddress)];

    /// <summary>
    /// Begins, once, before the first change. Where no server of the inventory serves yet, leavers do.
    /// </summary>
    public async Task StartAsync(Observation observation, CancellationToken cancellation)
    {
        run.Roles.Watch(run.Inventory.Servers);
        run.Roles.Watch(observation.Leavers.Where(leaver => !leaver.Unreachable).Select(leaver => leaver.Server));
        if (witness is null && wantsWitness)
        {
            var addresses = observation.Servers.Any(server => server.State.Serving)
                ? Servers
                : [.. Servers, .. observation.Leavers.Select(leaver => Fleet.ClientAddress(leaver.Server))];
            witness = await Witness.StartAsync(
                new() { Servers = addresses, Run = run.Account.RunId, Connector = run.Fleet.Connector }, cancellation);
            run.Story.Watch(witness);
        }
    }

    /// <summary>Ends, and tells the account what was seen. Repeated calls cost nothing.</summary>
    public async Task StopAsync()
    {
        run.Account.Roles = run.Roles.Readings;
        if (witness is not null && run.Account.Witnessed is null)
        {
            run.Account.Witnessed = await witness.StopAsync();
            run.Story.Witnessed(run.Account.Witnessed);
        }
    }

    /// <summary>Removes what the witness wrote: it is proved, or was never there.</summary>
    public Task CleanAsync(CancellationToken cancellation) =>
        witness is null ? Task.CompletedTask : witness.CleanAsync(cancellation: cancellation);

    public async ValueTask DisposeAsync()
    {
        if (witness is not null)
        {
            await witness.DisposeAsync();
        }
    }
}
