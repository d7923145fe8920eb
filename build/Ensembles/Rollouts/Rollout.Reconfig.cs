using System.Collections.Immutable;
using Ensembles.Inventories;
using Ensembles.Membership;
using Ensembles.Planning;
using ZooKeeper.Client;
using ZooKeeper.Configuration;

namespace Ensembles.Rollouts;

/// <content>Members change by reconfig.</content>
public sealed partial class Rollout
{
    private static readonly TimeSpan ReconfigDeadline = TimeSpan.FromSeconds(60);

    private async Task ReconfigureAsync(Step.Reconfigure step, CancellationToken cancellation)
    {
        ImmutableArray<ServerLine> lines = [.. step.Joining, .. step.Changed];
        var ids = lines.Select(line => (int)line.Id).ToImmutableArray();
        // ZooKeeper itself accepts joiners that do not exist: each is measured directly before the call.
        await Task.WhenAll(ids.Select(id => gates.ServesStillAsync(fleet.Server(id), cancellation)));

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(ReconfigDeadline);
        while (!await TryReconfigureAsync(step, lines, limit.Token))
        {
            await Task.Delay(50, limit.Token);
        }

        // Committed is not yet activated everywhere: each that stays must say so itself before any server is stopped.
        var members = step is { Leaving.IsEmpty: true, Changed.IsEmpty: true }
            ? ids
            : [
                .. fleet.Inventory.Servers.Select(server => server.Id)
                    .Except(step.Leaving)
                    .Intersect(await MembersAsync(limit.Token)),
            ];
        await Task.WhenAll(members.Select(id => gates.KnowsAsync(fleet.Server(id), lines, step.Leaving, cancellation)));
        await Task.WhenAll(members.Select(id => gates.ServesStillAsync(fleet.Server(id), cancellation)));
    }

    /// <summary>
    /// By the configuration in force. A leader that leaves cuts off its clients: it is asked for again.
    /// </summary>
    private async Task<IReadOnlyCollection<int>> MembersAsync(CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                var session = await @operator.SessionAsync(cancellation);
                var inForce = (await session.GetConfigurationAsync(cancellation)).Configuration;
                return [.. (inForce?.Servers.Keys ?? []).Select(id => (int)id)];
            }
            catch (ConnectionLossException)
            {
                await Task.Delay(50, cancellation);
            }
        }
    }

    /// <summary>A whole list names every member anew: as it stands, where it does not change.</summary>
    private static ServerLine AsInForce(EnsembleConfiguration inForce, ServerLine line) =>
        inForce.Servers.TryGetValue(line.Id, out var known) && known.ClientPort is not null && known.SameAs(line)
            ? known : line;

    private async Task<bool> TryReconfigureAsync(
        Step.Reconfigure step, ImmutableArray<ServerLine> lines, CancellationToken cancellation)
    {
        try
        {
            var session = await @operator.SessionAsync(cancellation);
            var inForce = (await session.GetConfigurationAsync(cancellation)).Configuration
                ?? throw new GateException("The ensemble shows no configuration to reconfigure from.");
            if (lines.All(line => Gates.Has(inForce, line))
                && !step.Leaving.Any(id => inForce.Servers.ContainsKey(id)))
            {
                return true;
            }

            await (step.Members.IsEmpty
                ? session.ReconfigAsync(
                    lines, [.. step.Leaving.Select(id => (long)id)],
                    fromVersion: inForce.Version ?? -1, cancellationToken: cancellation)
                : session.ReconfigAsync(
                    newMembers: [.. step.Members.Select(line => AsInForce(inForce, line))],
                    fromVersion: inForce.Version ?? -1, cancellationToken: cancellation));
            return true;
        }
        catch (ZooKeeperException transient) when (transient is ConnectionLossException or ReconfigInProgressException
            or NewConfigNoQuorumException or BadVersionException)
        {
            // Unknown outcome, or another client's change: read the configuration again and compare.
            return false;
        }
    }
}
