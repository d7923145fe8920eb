using System.Collections.Immutable;
using System.Diagnostics;
using Ensembles.Inventories;
using ZooKeeper.Status;

namespace Ensembles.Observing;

/// <summary>
/// Asks servers again and again what they are: keeps the changes (who led, followed, synced or was silent when) and
/// what each said last. Changes nothing on any server, and asks no oftener than <see cref="Rhythm"/> says.
/// </summary>
/// <param name="start">The run's start, as <see cref="Stopwatch.GetTimestamp"/> gave it.</param>
/// <param name="ask">Gives what a server says it is; null when it gives no answer.</param>
/// <param name="isBusy">A step is under way on the server.</param>
public sealed class RoleWatch(
    long start, Func<Server, CancellationToken, Task<ServerStatus?>> ask, Func<Server, bool> isBusy) : IAsyncDisposable
{
    private readonly CancellationTokenSource ending = new();
    private readonly Lock guard = new();
    private readonly List<RoleReading> readings = [];
    private readonly Dictionary<Server, Task> watched = [];
    private readonly Dictionary<Server, Said> latest = [];

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

    /// <summary>What the servers that were asked at least once said last.</summary>
    public ImmutableDictionary<Server, Said> Latest
    {
        get
        {
            lock (guard)
            {
                return latest.ToImmutableDictionary();
            }
        }
    }

    /// <summary>From here on these are asked too. Those that are already cost nothing.</summary>
    public void Watch(IEnumerable<Server> servers)
    {
        lock (guard)
        {
            foreach (var server in servers.Where(server => !watched.ContainsKey(server)))
            {
                watched.Add(server, ending.IsCancellationRequested ? Task.CompletedTask : WatchAsync(server));
            }
        }
    }

    /// <summary>Ends it. Repeated calls do nothing.</summary>
    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await Task.WhenAll(watched.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>
    /// One missing answer is no silence: a busy server, or one that has just bound its port, may owe it.
    /// </summary>
    private async Task WatchAsync(Server server)
    {
        await Task.Yield(); // The first question too belongs behind the lock of the code that adds it.
        RoleReading? last = null, silent = null;
        var rhythm = new Rhythm();
        while (true)
        {
            var reading = new RoleReading(server, Stopwatch.GetElapsedTime(start), null);
            var happens = Happens(server);
            var status = await ask(server, ending.Token);
            reading = reading with { Mode = status?.Mode };
            var before = last;
            if (reading.Mode is not null && reading.Mode != last?.Mode)
            {
                last = Keep(reading);
            }
            else if (reading.Mode is null && silent is not null && last is not { Mode: null })
            {
                last = Keep(silent);
            }

            silent = reading.Mode is null ? silent ?? reading : null;
            Note(server, status);
            rhythm.Answered(happens || last != before);
            await PauseAsync(server, rhythm.Pause);
        }
    }

    /// <summary>Ends early once something happens.</summary>
    private async Task PauseAsync(Server server, TimeSpan pause)
    {
        var since = Stopwatch.GetTimestamp();
        do
        {
            await Task.Delay(Rhythm.Quick, ending.Token);
        }
        while (Stopwatch.GetElapsedTime(since) < pause && !Happens(server));
    }

    private bool Happens(Server server)
    {
        lock (guard)
        {
            return isBusy(server) || !latest.Values.Any(said => said.Leads);
        }
    }

    private void Note(Server server, ServerStatus? status)
    {
        lock (guard)
        {
            latest[server] =
                new(status, status is not null || (latest.GetValueOrDefault(server)?.HasAnswered ?? false));
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

/// <param name="Status">Null: it gave no answer.</param>
/// <param name="HasAnswered">Now or before.</param>
public sealed record Said(ServerStatus? Status, bool HasAnswered)
{
    /// <summary>It leads, or serves alone.</summary>
    public bool Leads => Status?.Mode is ServerMode.Leader or ServerMode.Standalone;
}
