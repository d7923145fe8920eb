using ZooKeeper.Client;

namespace Ensembles.Witnessing;

/// <summary>
/// Clients at work while an ensemble is changed: sessions spread over the servers that write
/// znodes of their own and read them back, one operation at a time each, and record every outcome.
/// What they see is what the ensemble's real clients see.
/// </summary>
/// <remarks>
/// They behave as good clients: a write whose connection was lost is neither acknowledged nor repeated (its outcome is
/// unknown, the next write takes a new name); a session that expired is counted and replaced.
/// </remarks>
public sealed class Witness : IAsyncDisposable
{
    /// <summary>What a run that has failed spends on the removal of its znodes.</summary>
    public static readonly TimeSpan Parting = TimeSpan.FromSeconds(5);

    private readonly WitnessOptions options;
    private readonly RunClock clock;
    private readonly WitnessSession[] sessions;
    private readonly CancellationTokenSource stop = new();
    private readonly CancellationTokenSource abort = new();
    private Task[] loops = [];
    private WitnessRecord? record;
    private bool writes, disposed;

    private Witness(WitnessOptions options)
    {
        this.options = options;
        clock = new RunClock();
        sessions =
            [.. Enumerable.Range(0, options.Sessions).Select(index => new WitnessSession(index, options, clock))];
    }

    /// <summary>How it goes so far. Cheap enough for a live display.</summary>
    public WitnessFigures Figures =>
        record?.Figures ?? WitnessFigures.Of([.. sessions.Select(session => session.Tally())], clock.Elapsed);

    /// <summary>
    /// Opens the sessions, removes what killed runs left behind, and starts the load. Returns when every session has
    /// had an operation acknowledged.
    /// </summary>
    /// <exception cref="ArgumentException">An option is outside of its range.</exception>
    /// <exception cref="WitnessException">Not in time; the message says what each session waits for.</exception>
    public static async Task<Witness> StartAsync(WitnessOptions options, CancellationToken cancellation)
    {
        options.Check();
        var witness = new Witness(options);
        try
        {
            await witness.BeginAsync(cancellation);
            return witness;
        }
        catch (Exception failure)
        {
            var isClean = !witness.writes || await witness.CleanAsync(Parting, CancellationToken.None);
            await witness.DisposeAsync();
            if (!isClean && failure is WitnessException)
            {
                throw new WitnessException($"{failure.Message} {WhatStays(options.Run)}", failure);
            }

            throw;
        }
    }

    /// <summary>For a message, where <see cref="CleanAsync"/> did not remove all.</summary>
    public static string WhatStays(string run) =>
        $"The witness's znodes below {WitnessPath.Run(run)} could not be removed and stay: the next run that verifies " +
        "(--target=Verify is enough) removes them.";

    /// <summary>
    /// Ends the load and asks every session for a last proof of life. The sessions and the znodes remain, until
    /// <see cref="CleanAsync"/> and <see cref="DisposeAsync"/>. May be called again.
    /// </summary>
    public async Task<WitnessRecord> StopAsync()
    {
        if (record is null)
        {
            await stop.CancelAsync();
            abort.CancelAfter(options.Grace);
            await Task.WhenAll(loops);
            var until = clock.Elapsed;
            var records = await Task.WhenAll(sessions.Select(session => session.EndAsync(until, options.Grace)));
            record = new WitnessRecord
            {
                Run = options.Run,
                Started = clock.Started,
                Timestamp = clock.Timestamp,
                Elapsed = until,
                Sessions = [.. records],
                Figures = WitnessFigures.Of([.. sessions.Select(session => session.Tally())], until),
            };
        }

        return record;
    }

    /// <summary>Removes the run's znodes in batches, and their parent if no other run uses it.</summary>
    /// <param name="within">What is not removed by then is left to the next run. Default 30 s.</param>
    /// <returns>False when something is left.</returns>
    public async Task<bool> CleanAsync(TimeSpan? within = null, CancellationToken cancellation = default)
    {
        if (options.ReadOnly)
        {
            return true;
        }

        // With no session that answered just now another one has little hope, and costs its deadline.
        if (!(await StopAsync()).Sessions.Any(session => session.Alive))
        {
            return false;
        }

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(within ?? TimeSpan.FromSeconds(30));
        try
        {
            await using var client = await ZooKeeperClient.ConnectAsync(options.Client(0), deadline.Token);
            return await WitnessTree.RemoveAsync(client, options.Run, deadline.Token);
        }
        catch (ZooKeeperException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Ends the load and the sessions; the znodes remain. May be called again.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, true))
        {
            return;
        }

        await stop.CancelAsync();
        await abort.CancelAsync();
        await Task.WhenAll(loops);
        await Task.WhenAll(sessions.Select(session => session.DisposeAsync().AsTask()));
        stop.Dispose();
        abort.Dispose();
    }

    private async Task BeginAsync(CancellationToken cancellation)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(options.StartDeadline);
        try
        {
            await Task.WhenAll(sessions.Select(session => session.OpenAsync(deadline.Token)));
            if (!options.ReadOnly)
            {
                await FormerRuns.RemoveAsync(sessions[0].Client, options.Run, deadline.Token);
                writes = true;
                await WitnessTree.PrepareAsync(sessions[0].Client, options, deadline.Token);
                await Task.WhenAll(sessions.Select(session => session.SignAsync(deadline.Token)));
            }

            clock.Restart();
            loops = [.. sessions.Select(session => session.RunAsync(stop.Token, abort.Token))];
            await Task.WhenAll(sessions.Select(session => session.First)).WaitAsync(deadline.Token);
        }
        catch (ZooKeeperException e)
        {
            throw new WitnessException(
                $"The witness could not start its sessions: {e.Message.TrimEnd('.')}. " +
                "See that the ensemble serves and that new znodes may be made under /, or run without a witness.", e);
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new WitnessException(
                "Not every session of the witness had an operation acknowledged " +
                $"within {options.StartDeadline.TotalSeconds:0.#} s: " +
                $"{string.Join("; ", sessions.Select(session => session.Standing))}. " +
                "See that the ensemble serves, or run without a witness.", e);
        }
    }
}
