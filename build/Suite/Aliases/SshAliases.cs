using Cake.Core;
using Cake.Core.Annotations;
using Ensembles.Inventories;
using Suite.Workflows;

namespace Suite.Aliases;

/// <summary>
/// Hosts for targets of one's own. They are those of the suite's targets: one connection each in a run, opened when
/// it is first needed and closed at the end, with the account, keys and rights that the inventory gives.
/// </summary>
[CakeAliasCategory("SSH")]
public static class SshAliases
{
    /// <summary>The host of a server.</summary>
    /// <param name="id">The server's id in the inventory.</param>
    /// <exception cref="InventoryException">The inventory has no such server.</exception>
    [CakeMethodAlias]
    public static HostAlias Ssh(this ICakeContext context, int id)
    {
        var (run, interruption) = Of(context);
        var server = run.Inventory.Servers.FirstOrDefault(server => server.Id == id)
            ?? throw new InventoryException(
                $"{run.Inventory.File} has no server {id}: " +
                $"use one of {string.Join(", ", run.Inventory.Servers.Select(known => known.Id))}.");
        return new(run.Fleet[server], interruption);
    }

    /// <summary>A host by its name or address.</summary>
    /// <param name="host">As a server of the inventory has it, or any other that lets the same account in.</param>
    /// <exception cref="InventoryException">
    /// The inventory's connection is local, and the host none of a server.
    /// </exception>
    [CakeMethodAlias]
    public static HostAlias Ssh(this ICakeContext context, string host)
    {
        var (run, interruption) = Of(context);
        return new(run.Hosts[host], interruption);
    }

    private static (EnsembleRun Run, CancellationToken Interruption) Of(ICakeContext context) =>
        context is SuiteContext suite
            ? (suite.Run, suite.Interruption)
            : throw new InvalidOperationException(
                $"context.Ssh needs a {nameof(SuiteContext)}: derive the task from {nameof(Tasks.SuiteTask)}.");
}
