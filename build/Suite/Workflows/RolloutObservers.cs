using System.Collections.Immutable;
using Ensembles.HostAccess;
using Ensembles.Observing;
using Ensembles.Witnessing;
using ZooKeeper;
using ZooKeeper.Client;
using ZooKeeper.Status;

namespace Suite.Workflows;

/// <summary>
/// What goes on beside a rollout: clients of the witness, and the questions to each server what it is.
/// </summary>
internal sealed class RolloutObservers(EnsembleRun run, bool wantsWitness) : IAsyncDisposable
{
    private static readonly TimeSpan SweepDeadline = TimeSpan.FromSeconds(10);

    private Witness? witness;
    private bool isLate, isClean;

    private ImmutableArray<HostPort> Servers => [.. run.Inventory.Servers.Select(Fleet.ClientAddress)];

    /// <summary>
    /// Begins, once, before the first change. Where no server of the inventory serves yet, leavers do; where none
    /// serves, as after a power cut, the clients wait for <see cref="StartLateAsync"/>.
    /// </summary>
    public async Task StartAsync(Observation observation, CancellationToken cancellation)
    {
        run.Roles.Watch(run.Inventory.Servers);
        run.Roles.Watch(observation.Leavers.Where(leaver => !leaver.Unreachable).Select(leaver => leaver.Server));
        if (witness is not null || !wantsWitness)
        {
            return;
        }

        if (observation.Lives)
        {
            await OpenAsync(Servers, cancellation);
        }
        else if (observation.Leavers.Any(leaver => leaver.State.Serving))
        {
            await OpenAsync(
                [.. Servers, .. observation.Leavers.Select(leaver => Fleet.ClientAddress(leaver.Server))],
                cancellation);
        }
        else if (!isLate)
        {
            isLate = true;
            run.Console.Say("No server serves: the witness begins once the first steps have started enough of them.");
        }
    }

    /// <summary>
    /// Between two steps: begins with what waited for a server to serve, as soon as a server does. Does nothing where
    /// the witness has begun or none is wanted.
    /// </summary>
    public async Task StartLateAsync(CancellationToken cancellation)
    {
        if (isLate && witness is null)
        {
            var modes = await Task.WhenAll(
                run.Inventory.Servers.Select(server => run.Gates.ModeAsync(server, cancellation)));
            if (modes.Any(mode => mode is ServerMode.Leader or ServerMode.Standalone))
            {
                await OpenAsync(Servers, cancellation);
            }
        }
    }

    private async Task OpenAsync(ImmutableArray<HostPort> addresses, CancellationToken cancellation)
    {
        witness = await Witness.StartAsync(
            new()
            {
                Servers = addresses, Run = run.Record.RunId, Connector = run.Fleet.Connector, Login = run.Fleet.Login,
                Credentials = run.Inventory.Superuser is { } superuser ? [new("super", superuser.Password)] : [],
            },
            cancellation);
        run.Console.Watch(witness);
    }

    /// <summary>Ends, and tells the account what was seen. Repeated calls cost nothing.</summary>
    public async Task StopAsync()
    {
        run.Record.Roles = run.Roles.Readings;
        if (witness is not null && run.Record.Witnessed is null)
        {
            run.Record.Witnessed = await witness.StopAsync();
            run.Console.Witnessed(run.Record.Witnessed);
        }
    }

    /// <summary>
    /// Removes what the witness wrote, once: it is proved, or the run has failed. What stays is told.
    /// </summary>
    /// <param name="within">Null: as long as it takes for all that is served.</param>
    public async Task CleanAsync(TimeSpan? within, CancellationToken cancellation)
    {
        if (witness is null || isClean)
        {
            return;
        }

        var removed = await witness.CleanAsync(within, cancellation);
        isClean = true;
        if (!removed)
        {
            run.Console.Warn(Witness.WhatStays(run.Record.RunId));
        }
    }

    /// <summary>Removes what earlier runs left that were killed; those that live keep theirs.</summary>
    public async Task SweepAsync(ZooKeeperClient session, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(SweepDeadline);
        try
        {
            foreach (var former in await FormerRuns.RemoveAsync(session, run.Record.RunId, limit.Token))
            {
                Tell(former);
            }
        }
        catch (Exception fault) when (fault is ZooKeeperException || limit.IsCancellationRequested)
        {
            cancellation.ThrowIfCancellationRequested();
            run.Console.Warn($"Znodes of earlier runs below {WitnessPath.Root} may be left: the next run looks again.");
        }
    }

    private void Tell(FormerRun former)
    {
        var path = WitnessPath.Run(former.Name);
        if (former.IsRemoved)
        {
            run.Console.Say($"Removed: the znodes below {path}, which the witness of an earlier run had left.");
        }
        else
        {
            run.Console.Warn($"{path} is of an earlier run and cannot be removed: another client wrote below it, or an ACL " +
                "does not permit it.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (witness is not null)
        {
            await witness.DisposeAsync();
        }
    }
}
