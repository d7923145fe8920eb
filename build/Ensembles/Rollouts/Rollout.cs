using System.Collections.Immutable;
using Ensembles.HostAccess;
using Ensembles.Inventories;
using Ensembles.Membership;
using Ensembles.Planning;
using Remote;

namespace Ensembles.Rollouts;

/// <summary>
/// Executes a plan's steps in order, each behind its gate. When a step fails or is cancelled, nothing further is
/// touched: the ensemble serves as it stands, and the next run plans from there.
/// </summary>
public sealed partial class Rollout(
    Fleet fleet, ServerControl control, Gates gates, Operator @operator, IRolloutWatcher watcher, TimeProvider clock)
{
    private static readonly TimeSpan LeaverPatience = TimeSpan.FromSeconds(10);
    private readonly long start = clock.GetTimestamp();
    private readonly HashSet<Server> left = [];

    /// <summary>Awaited before a step, or before several that go together; what it throws ends the rollout.</summary>
    public Func<ImmutableArray<Step>, CancellationToken, Task>? Before { get; init; }

    /// <summary>Awaited after a step, or after several that went together.</summary>
    public Func<CancellationToken, Task>? After { get; init; }

    /// <summary>The way back for a server that does not come up; null: it stays as it is.</summary>
    public PutBack? Back { get; init; }

    /// <param name="steps">Of the plan, those that are done now.</param>
    /// <param name="leavers">
    /// All that leave by the whole plan, also by steps that this run may never come to: hosts of those that stay note them
    /// before the first change, since no list may name them after it.
    /// </param>
    /// <exception cref="GateException">A step's condition was not met in time.</exception>
    /// <exception cref="Remote.HostException">A host failed.</exception>
    public async Task RunAsync(
        IEnumerable<Step> steps, ImmutableArray<Server> leavers, CancellationToken cancellation)
    {
        var rest = steps.ToList();
        await control.NoteAsync(leavers, cancellation);
        while (rest.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            var next = await NextAsync(rest, cancellation);
            rest.RemoveAll(next.Contains);
            await (Before?.Invoke(next, cancellation) ?? Task.CompletedTask);
            await Task.WhenAll(next.Select(step => RunAsync(step, cancellation)));
            await (After?.Invoke(cancellation) ?? Task.CompletedTask);
        }

        if (leavers.All(left.Contains))
        {
            await control.ForgetAsync(leavers, cancellation);
        }
    }

    /// <summary>
    /// The next step, or several that may go together. Among restarts in a row the leader comes last; who leads is
    /// looked up anew, since the restarts themselves can move it.
    /// </summary>
    private async Task<ImmutableArray<Step>> NextAsync(List<Step> rest, CancellationToken cancellation)
    {
        if (Step.GoTogether(rest, 0) is var together && together > 1)
        {
            return [.. rest.Take(together)];
        }

        var restarts = Step.Exchangeable(rest, 0).ToList();
        if (restarts.Count > 1)
        {
            foreach (var step in restarts)
            {
                if (!await gates.LeadsAsync(fleet.Server(step.ServerId!.Value), cancellation))
                {
                    return [step];
                }
            }
        }

        return [rest[0]];
    }

    private async Task RunAsync(Step step, CancellationToken cancellation)
    {
        watcher.Begins(step);
        var began = clock.GetTimestamp();
        string? failure = null;
        try
        {
            await (step switch
            {
                Step.Start begin => StartAsync(begin, cancellation),
                Step.Restart again => RestartAsync(again, cancellation),
                Step.Reread again => RereadAsync(again, cancellation),
                Step.Reconfigure change => ReconfigureAsync(change, cancellation),
                Step.Yield yield => YieldAsync(yield, cancellation),
                Step.Retire retire => RetireAsync(retire, cancellation),
                Step.Cold cold => ColdAsync(cold, cancellation),
                _ => throw new InvalidOperationException($"There is no way to {step.Title}."),
            });
        }
        catch (Exception exception)
        {
            failure = exception is OperationCanceledException ? "interrupted" : exception.Message;
            throw;
        }
        finally
        {
            watcher.Ended(new(
                step, clock.GetElapsedTime(start, began), clock.GetElapsedTime(began), failure,
                failure is not null && cancellation.IsCancellationRequested));
        }
    }

    private async Task StartAsync(Step.Start step, CancellationToken cancellation)
    {
        var server = fleet.Server(step.Id);
        var files = await control.FilesAsync(server, step.Form, cancellation, step.Link);
        try
        {
            await control.StartAsync(server, step.Initialize, cancellation, files);
            await gates.PassAsync(server, step.Gate, cancellation);
            await control.Kept.DropAsync(server);
        }
        catch (Exception failed) when (Back is not null && failed is GateException or ScriptFailedException)
        {
            throw await OthersAsync(step.Id) is { } told ? new GateException($"{failed.Message}\n{told}", failed) : failed;
        }
    }

    /// <returns>What was done, in a sentence; null: nothing.</returns>
    private async Task<string?> OthersAsync(int id)
    {
        try
        {
            return await Back!.OthersAsync(id)
                ? "The servers that run got the files back that they run with: those for their restart had been written." : null;
        }
        catch (HostException unreached)
        {
            return $"Servers that run may have files for their next start that this one did not come up with: {unreached.Message}";
        }
    }

    private async Task RestartAsync(Step.Restart step, CancellationToken cancellation)
    {
        var server = fleet.Server(step.Id);
        if (!step.Hangs)
        {
            await MayStopAsync(server, step.Surviving, cancellation);
        }

        var kill = step.Hangs && await gates.AnotherLeadsAsync(server, cancellation);
        var files = await control.FilesAsync(server, step.Form, cancellation, step.Link);
        cancellation.ThrowIfCancellationRequested();

        // A stop that has begun is carried through to its gate: an interrupt must not leave the server down.
        try
        {
            await control.RestartAsync(server, kill, CancellationToken.None, files);
            await gates.PassAsync(server, step.Gate, CancellationToken.None);
            Back?.Passed(step.Id);
            await control.Kept.DropAsync(server);
        }
        catch (Exception failed) when (Back is not null && failed is GateException or ScriptFailedException)
        {
            throw await PutBackAsync(server, () => Back!.AfterAsync(step), failed) is { } told ? new GateException($"{failed.Message}\n{told}", failed) : failed;
        }
    }

    /// <returns>What came of it; null: there is no way back.</returns>
    private static async Task<string?> PutBackAsync(Server server, Func<Task<string?>> put, Exception failed)
    {
        try
        {
            return await put();
        }
        catch (Exception again) when (again is GateException or HostException)
        {
            return $"What server {server.Id} ran with before was put back, and it does not serve with that either: " +
                (again.Message == failed.Message ? "for the same reason." : again.Message);
        }
    }

    private async Task RereadAsync(Step.Reread step, CancellationToken cancellation)
    {
        var server = fleet.Server(step.Id);
        var files = await control.FilesAsync(server, step.Form, cancellation, step.Link);
        await control.WriteAsync(server, files, cancellation);
        try
        {
            await gates.RereadAsync(server, files, CancellationToken.None);
            await gates.ServesStillAsync(server, CancellationToken.None);
            await control.Kept.DropAsync(server);
        }
        catch (GateException failed) when (Back is not null)
        {
            throw await PutBackAsync(server, () => Back.AfterAsync(step), failed) is { } told
                ? new GateException($"{failed.Message}\n{told}", failed) : failed;
        }
    }

    private async Task YieldAsync(Step.Yield step, CancellationToken cancellation)
    {
        if (step.Always || await gates.LeadsAsync(step.Leaver, cancellation))
        {
            await MayStopAsync(step.Leaver, step.Surviving, cancellation);

            // Down until another leads: with the largest id it could win the election that its own stop brings about.
            await control.StopAsync(step.Leaver, CancellationToken.None);
            try
            {
                await gates.OneLeadsAsync(step.Surviving.Ids, CancellationToken.None);
            }
            finally
            {
                await control.StartAsync(step.Leaver, initialize: false, CancellationToken.None);
            }

            await BackAsync(step.Leaver);
        }
    }

    /// <summary>Waits for a leaver, for a while: some may have a list without it, and then it is left out.</summary>
    private async Task BackAsync(Server leaver)
    {
        using var patience = new CancellationTokenSource(LeaverPatience);
        try
        {
            await gates.ServesClientsAsync(leaver, patience.Token);
        }
        catch (Exception away) when (away is GateException or OperationCanceledException)
        {
            // The next step is behind a gate of its own.
        }
    }

    private async Task RetireAsync(Step.Retire step, CancellationToken cancellation)
    {
        await MayStopAsync(step.Leaver, step.Surviving, cancellation);
        await control.RetireAsync(step.Leaver, CancellationToken.None);
        fleet.Left(step.Leaver);
        left.Add(step.Leaver);
        await @operator.MarkAsync(cancellation);
    }

    private Task MayStopAsync(Server server, RequiredQuorum surviving, CancellationToken cancellation) =>
        surviving.IsEmpty ? Task.CompletedTask : gates.MayStopAsync(server, surviving, cancellation);

    private async Task ColdAsync(Step.Cold step, CancellationToken cancellation)
    {
        var (stopped, started) = (step.Stopped.Select(fleet.Server), step.Started.Select(fleet.Server).ToList());
        cancellation.ThrowIfCancellationRequested();

        // From here on the ensemble is down by our hand: nothing interrupts it before it serves again.
        await Task.WhenAll(
            stopped.Concat(step.Leavers).Select(server => control.StopAsync(server, CancellationToken.None)));
        await Task.WhenAll(started.Select(server => control.WriteAsync(server, step.Form, CancellationToken.None)));
        await Task.WhenAll(
            started.Select(server => control.StartAsync(server, initialize: false, CancellationToken.None)));
        await Task.WhenAll(started.Select(server => gates.PassAsync(server, Gate.Serves, CancellationToken.None)));
        await Task.WhenAll(started.Select(server => control.Kept.DropAsync(server)));
    }
}
