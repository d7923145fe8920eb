using ZooKeeper.Client;

namespace Ensembles.Witnessing;

/// <summary>One session of the witness: one operation at a time, at its interval, whatever happens.</summary>
internal sealed class WitnessSession(int index, WitnessOptions options, RunClock clock) : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private readonly OperationLog log = new(index);
    private readonly TaskCompletionSource first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ZooKeeperClient? client;
    private Exception? fault;
    private int written;

    public ZooKeeperClient Client => client ?? throw new InvalidOperationException("The session is not open.");

    /// <summary>Done with the first acknowledged operation.</summary>
    public Task First => first.Task;

    /// <summary>For a message: what the session waits for.</summary>
    public string Standing => $"session {index} " + (
        first.Task.IsCompleted ? "works" :
        fault is not null ? $"failed ({fault.Message})" :
        client is null ? "has found no server yet" : $"is {client.State}, without an answer");

    public SessionTally Tally() => log.Tally(clock.Elapsed);

    public async Task OpenAsync(CancellationToken cancellation) =>
        client = await ZooKeeperClient.ConnectAsync(options.Client(index), cancellation);

    /// <summary>Shows others that the run lives; nothing where it must not write.</summary>
    public Task SignAsync(CancellationToken cancellation) => options.ReadOnly
        ? Task.CompletedTask : WitnessTree.SignAsync(Client, options, index, cancellation);

    /// <summary>Works until stopped, and then ends what is under way; an abort ends that too. Never throws.</summary>
    public async Task RunAsync(CancellationToken stop, CancellationToken abort)
    {
        var phase = options.Interval * index / options.Sessions;
        for (var next = clock.Elapsed + phase; await WaitAsync(next, stop); next += options.PaceAfter(clock.Elapsed - next))
        {
            next = clock.Elapsed;
            if (client is null or { State: SessionState.Expired or SessionState.AuthenticationFailed })
            {
                await ReopenAsync(stop);
                continue;
            }

            if (options.ReadOnly || written >= options.MostWrites)
            {
                await ReadAsync(abort);
            }
            else
            {
                await WriteAsync(abort);
                if (written % options.ReadEvery == 0)
                {
                    await ReadAsync(abort);
                }
            }
        }
    }

    /// <summary>The last proof of life, and all that the session recorded.</summary>
    public async Task<SessionRecord> EndAsync(TimeSpan until, TimeSpan grace)
    {
        var alive = false;
        if (client is not null)
        {
            try
            {
                await client.SyncAsync().WaitAsync(grace);
                alive = true;
            }
            catch (Exception e) when (e is ZooKeeperException or TimeoutException)
            {
                fault = e;
            }
        }

        var (operations, writes) = log.Snapshot();
        var tally = log.Tally(until);
        return new SessionRecord
        {
            Index = index,
            SessionId = client?.SessionId ?? 0,
            Server = client?.Server,
            Alive = alive,
            Lost = tally.Lost,
            LastFault = fault?.Message,
            LastZxid = client is null ? default : new(client.LastZxid),
            LongestGap = tally.LongestGap(until),
            Operations = operations,
            Writes = writes,
        };
    }

    public async ValueTask DisposeAsync()
    {
        if (client is not null)
        {
            await client.DisposeAsync();
        }
    }

    private Task WriteAsync(CancellationToken abort)
    {
        var number = written++;
        var path = WitnessPath.Node(options.Run, index, number);
        return MeasureAsync(OperationKind.Write, number, async () =>
        {
            await Client.CreateAsync(path, WitnessPath.Content(path), cancellationToken: abort);
            return true;
        });
    }

    private Task ReadAsync(CancellationToken abort)
    {
        if (log.Writes.Count == 0)
        {
            return MeasureAsync(OperationKind.Read, -1, async () =>
                await Client.ExistsAsync("/", cancellationToken: abort) is not null);
        }

        var number = log.Writes[Random.Shared.Next(log.Writes.Count)];
        var path = WitnessPath.Node(options.Run, index, number);
        return MeasureAsync(OperationKind.Read, number, async () => await ShowsAsync(path, abort));
    }

    private async Task<bool> ShowsAsync(string path, CancellationToken abort)
    {
        try
        {
            var node = await Client.GetDataAsync(path, cancellationToken: abort);
            return node.Data.Span.SequenceEqual(WitnessPath.Content(path));
        }
        catch (NoNodeException)
        {
            return false;
        }
    }

    /// <param name="operation">Gives false for a read that contradicts what was acknowledged.</param>
    private async Task MeasureAsync(OperationKind kind, int number, Func<Task<bool>> operation)
    {
        var start = clock.Elapsed;
        var outcome = OperationOutcome.Acknowledged;
        var error = ErrorCode.Ok;
        var server = Client.Server;
        try
        {
            outcome = await operation() ? OperationOutcome.Acknowledged : OperationOutcome.Contradicted;
            server = Client.Server ?? server;
            first.TrySetResult();
        }
        catch (Exception e)
        {
            // Whatever a client can throw is an outcome to record; the load goes on.
            fault = e;
            (outcome, error) = Verdict.Of(kind, e);
            server = (e as ZooKeeperException)?.Server ?? server;
        }

        log.Add(new(index, kind, number, start, clock.Elapsed - start, outcome, error, server));
    }

    /// <summary>A new session in place of one that has ended.</summary>
    private async Task ReopenAsync(CancellationToken stop)
    {
        if (client is not null)
        {
            log.LoseSession();
            await client.DisposeAsync();
            client = null;
        }

        try
        {
            await OpenAsync(stop);
            // A new session may start on a server that lags: its first read must show what was acknowledged before.
            await Client.SyncAsync(cancellationToken: stop);
            await SignAsync(stop);
        }
        catch (Exception e) when (e is ZooKeeperException or OperationCanceledException)
        {
            fault = e;
            await WaitAsync(clock.Elapsed + Pause, stop);
        }
    }

    private async Task<bool> WaitAsync(TimeSpan until, CancellationToken stop)
    {
        var left = until - clock.Elapsed;
        if (left > TimeSpan.Zero && !stop.IsCancellationRequested)
        {
            await Task.Delay(left, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return !stop.IsCancellationRequested;
    }
}
