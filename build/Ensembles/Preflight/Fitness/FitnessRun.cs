using System.Collections.Immutable;
using System.Globalization;
using Ensembles.Findings;
using Ensembles.HostAccess;
using Ensembles.Inventories;
using Remote;
using Remote.Ssh;

namespace Ensembles.Preflight.Fitness;

/// <summary>Measures all hosts of an inventory at the same time, with one script each.</summary>
public static class FitnessRun
{
    /// <summary>Writes that are timed at each transaction log: one long one among them is seen, and a second is not taken.</summary>
    private const int Writes = 24;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120);

    /// <returns>What was measured, and what is not as it should be. A host that cannot be reached is a fault of these.</returns>
    public static async Task<(ImmutableArray<FitnessProbe> Probes, PreflightReport Report)> RunAsync(
        Fleet fleet, CancellationToken cancellation)
    {
        var inventory = fleet.Inventory;
        using var bound = new SemaphoreSlim(inventory.Connection.Parallel);
        var answers = await Task.WhenAll(inventory.Servers.GroupBy(server => fleet[server]).Select(async host =>
        {
            await bound.WaitAsync(cancellation);
            try
            {
                return await AskAsync(host.Key, inventory, [.. host], cancellation);
            }
            finally
            {
                bound.Release();
            }
        }));

        ImmutableArray<FitnessProbe> probes = [.. answers.Select(answer => answer.Probe).OfType<FitnessProbe>()];
        return (probes, new(
        [
            .. answers.Select(answer => answer.Fault).OfType<Finding>().Concat(FitnessChecks.Of(inventory, probes))
                .OrderByDescending(fault => fault.Severity),
        ]));
    }

    private static async Task<(FitnessProbe? Probe, Finding? Fault)> AskAsync(
        IHost host, Inventory inventory, ImmutableArray<Server> servers, CancellationToken cancellation)
    {
        var script = Script.Of(
            Scripts.Text("as-user") + Scripts.Text("process") + Scripts.Text("fitness"),
            [
                inventory.User ?? "", Writes.ToString(CultureInfo.InvariantCulture),
                .. servers.SelectMany(server => new[]
                {
                    server.Id.ToString(CultureInfo.InvariantCulture), $"{server.Paths.Config}/{server.Paths.ConfigFile}",
                    server.Paths.Data, server.Paths.DataLog,
                }),
            ]) with { Deadline = Deadline };
        try
        {
            var before = DateTimeOffset.UtcNow;
            var result = await host.RunAsync(script, cancellation);
            var asked = (before, DateTimeOffset.UtcNow);
            result.OrThrow("measure the host");
            return (FitnessOutput.Read(host.Name, servers, asked, result.Output), null);
        }
        catch (HostException failure)
        {
            return (null, new(HostCodes.Unreachable, FaultSeverity.Error, Subject.OnHost(host.Name), failure.Message,
                failure is BecomeException ? "" : "see that the host is up and that the inventory's connection fits it"));
        }
    }
}
