using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;
using ZooKeeper.Client;

namespace Ensembles.Verifying;

/// <summary>
/// Measures how long each server takes for what clients do most, one request at a time, all servers at once: what a
/// client that is connected there would feel. The nodes are ephemeral ones under <c>/</c>.
/// </summary>
internal sealed class SmokeRounds(ImmutableArray<Replica> replicas, VerificationOptions options, Deadline deadline)
{
    private readonly string id = Guid.NewGuid().ToString("N")[..12];

    /// <returns>What did not go as it must, by server.</returns>
    public Task<IReadOnlyDictionary<Replica, string>> RunAsync() => Faults.OfAllAsync(replicas, MeasureAsync);

    private async Task MeasureAsync(Replica replica)
    {
        var start = Stopwatch.GetTimestamp();
        for (var round = 0; round < options.SmokeRounds && Stopwatch.GetElapsedTime(start) < options.SmokeTime; round++)
        {
            var (client, path) = (replica.Client, $"/ensemble-marker-{id}-{replica.Id}-{round}");
            var content = Encoding.ASCII.GetBytes($"round {round}");
            await DoAsync(replica, SmokeOperation.Create, () => client.CreateAsync(path, mode: CreateMode.Ephemeral));
            await DoAsync(replica, SmokeOperation.Write, () => client.SetDataAsync(path, content));
            await DoAsync(replica, SmokeOperation.Sync, replica.SyncAsync);
            await DoAsync(replica, SmokeOperation.Read, () => client.GetDataAsync(path));
            await DoAsync(replica, SmokeOperation.Delete, () => client.DeleteAsync(path));
        }
    }

    private async Task DoAsync(Replica replica, SmokeOperation operation, Func<Task> request)
    {
        try
        {
            await replica.TimedAsync(deadline, operation, request());
        }
        catch (Exception e) when (Faults.IsOfServer(e))
        {
            replica.Smoke.Failed(operation);
            throw;
        }
    }
}
