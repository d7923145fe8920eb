using System.Collections.Immutable;
using System.Diagnostics;
using Ensembles.Inventories;
using ZooKeeper.Status;

namespace Ensembles.Observing;

/// <summary>
/// Asks every server again and again what it is, and keeps the changes: who led, followed, synced or was silent when.
/// Changes nothing on any server.
/// </summary>
public sealed class RoleWatch : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly CancellationTokenSource ending = new();
    private readonly Lock guard = new();
    private readonly List<RoleReading> readings = [];
    private readonly Func<Server, CancellationToken, Task<ServerMode?>> ask;
    private readonly long start;
    private readonly Task watching;

    private RoleWatch(
        IEnumerable<Server> servers, long start, Func<Server, CancellationToken, Task<ServerMode?>> ask)
    {
        (this.start, this.ask) = (start, ask);
        watching = Task.WhenAll(servers.Select(WatchAsync));
    }

    /// <summary>
    /// The changes so far, in the order of their times; of each server the first reading is among them.
    /// </summary>
    public ImmutableArray<RoleReading> Readings
    {
        get
        {
            lock (guard)
            {
                return [.. readings.OrderBy(reading => reading.At)];
            }
        }
    }

    /// <param name="start">The run's start, as <see cref="Stopwatch.GetTimestamp"/> gave it.</param>
    /// <param name="ask">Gives what a server says it is; null when it gives no answer.</param>
    public static RoleWatch Start(
        IEnumerable<Server> servers, long start, Func<Server, CancellationToken, Task<ServerMode?>> ask) =>
        new(servers, start, ask);

    /// <summary>Ends it. Repeated calls do nothing.</summary>
    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>
    /// One missing answer is no silence: a busy server, or one that has just bound its port, may owe it.
    /// </summary>
    private async Task WatchAsync(Server server)
    {
        RoleReading? last = null, silent = null;
        while (true)
        {
            var reading = new RoleReading(server.Id, Stopwatch.GetElapsedTime(start), null);
            reading = reading with { Mode = await ask(server, ending.Token) };
            if (reading.Mode is not null && reading.Mode != last?.Mode)
            {
                last = Keep(reading);
            }
            else if (reading.Mode is null && silent is not null && last is not { Mode: null })
            {
                last = Keep(silent);
            }

            silent = reading.Mode is null ? silent ?? reading : null;
            await Task.Delay(Pause, ending.Token);
        }
    }

    private RoleReading Keep(RoleReading reading)
    {
        lock (guard)
        {
            readings.Add(reading);
        }

        return reading;
    }
}
