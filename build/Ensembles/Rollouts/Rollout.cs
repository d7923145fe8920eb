using System.Collections.Immutable;
using Ensembles.Planning;
using ZooKeeper.Client;

namespace Ensembles.Rollouts;

/// <summary>
/// Executes a plan's steps in order, each behind its gate. When a step fails or is cancelled, nothing further is
/// touched: the ensemble serves as it stands, and the next run plans from there.
/// </summary>
public sealed class Rollout(
    Fleet fleet, ServerControl control, Gates gates, Operator @operator, IRolloutWatcher watcher, TimeProvider clock)
{
    private static readonly TimeSpan ReconfigDeadline = TimeSpan.FromSeconds(60);
    private readonly long start = clock.GetTimestamp();

    /// <exception cref="GateException">A step's condition was not met in time.</exception>
    /// <exception cref="Remote.HostException">A host failed.</exception>
    public async Task RunAsync(IEnumerable<Step> steps, CancellationToken cancellation)
    {
        var rest = steps.ToList();
        while (rest.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            var next = await NextAsync(rest, cancellation);
            rest.RemoveAll(next.Contains);
            await Task.WhenAll(next.Select(step => RunAsync(step, cancellation)));
        }
    }

    /// <summary>
    /// The next step, or several that may go together. Among restarts in a row the leader comes last; who leads is
    /// looked up anew, since the restarts themselves can move it.
    /// </summary>
    private async Task<ImmutableArray<Step>> NextAsync(List<Step> rest, CancellationToken cancellation)
    {
        if (rest[0] is Step.Start { Together: true })
        {
            return [.. rest.TakeWhile(step => step is Step.Start { Together: true })];
        }

        var restarts = rest.TakeWhile(step => step is Step.Restart).ToList();
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
                Step.Reconfigure change => ReconfigureAsync(change, cancellation),
                _ => throw new InvalidOperationException($"Nobody knows how to {step.Title}."),
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
        await control.WriteAsync(server, step.Form, cancellation);
        await control.StartAsync(server, step.Initialize, cancellation);
        await gates.PassAsync(server, step.Gate, cancellation);
    }

    private async Task RestartAsync(Step.Restart step, CancellationToken cancellation)
    {
        var server = fleet.Server(step.Id);
        if (!step.Surviving.IsEmpty)
        {
            await gates.MayStopAsync(server, step.Surviving, cancellation);
        }

        await control.WriteAsync(server, step.Form, cancellation);

        // A stop that has begun is carried through to its gate: an interrupt must not leave the server down.
        await control.RestartAsync(server, CancellationToken.None);
        await gates.PassAsync(server, step.Gate, CancellationToken.None);
    }

    private async Task ReconfigureAsync(Step.Reconfigure step, CancellationToken cancellation)
    {
        var ids = step.Joining.Select(line => (int)line.Id).ToImmutableArray();
        foreach (var id in ids)
        {
            // ZooKeeper itself accepts joiners that do not exist: each is measured directly before the call.
            await gates.PassAsync(fleet.Server(id), Gate.Serves, cancellation);
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(ReconfigDeadline);
        while (!await TryReconfigureAsync(step, ids, limit.Token))
        {
            await Task.Delay(50, limit.Token);
        }

        await Task.WhenAll(ids.Select(id => gates.KnowsAsync(fleet.Server(id), ids, cancellation)));
        await Task.WhenAll(ids.Select(id => gates.PassAsync(fleet.Server(id), Gate.Serves, cancellation)));
    }

    private async Task<bool> TryReconfigureAsync(
        Step.Reconfigure step, ImmutableArray<int> ids, CancellationToken cancellation)
    {
        try
        {
            var session = await @operator.SessionAsync(cancellation);
            var inForce = (await session.GetConfigurationAsync(cancellation)).Configuration
                ?? throw new GateException("The ensemble shows no configuration to reconfigure from.");
            if (ids.All(id => inForce.Servers.ContainsKey(id)))
            {
                return true;
            }

            await session.ReconfigAsync(
                step.Joining, fromVersion: inForce.Version ?? -1, cancellationToken: cancellation);
            return true;
        }
        catch (ZooKeeperException transient) when (transient is ConnectionLossException or ReconfigInProgressException
            or NewConfigNoQuorumException or BadVersionException)
        {
            // Unknown outcome, or somebody else's change: read the configuration again and compare.
            return false;
        }
    }
}
