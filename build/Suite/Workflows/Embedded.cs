using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Ensembles.HostAccess;
using Ensembles.Inventories;
using Ensembles.Backups;
using Ensembles.Findings;
using Ensembles.Membership;
using Ensembles.Observing;
using Ensembles.Planning;
using Ensembles.Rollouts;
using Remote;
using Suite.Runs;
using Suite.Terminals;
using ZooKeeper.Client;

namespace Suite.Workflows;

/// <summary>The ensemble that the suite itself makes on this machine, to be expanded: the embedded default.</summary>
public sealed class Embedded(EnsembleRun run)
{
    private const string Root = "/embedded";

    private Inventory Inventory => run.Inventory;

    private EmbeddedSpec Spec => Inventory.Embedded
        ?? throw new InvalidOperationException($"{Inventory.File} has no embedded ensemble");

    /// <summary>Nothing of it is there yet, and <c>Expand</c> makes it first: what comes then is planned then.</summary>
    public bool StartsFirst(Plan plan) => Inventory.Embedded is not null
        && plan.Refusals is [{ Code: var code }] && code == RefusalCodes.NoEnsemble;

    /// <summary>What will be made, for a plan that begins with it.</summary>
    public string Beginning => $"Nothing of the embedded ensemble runs yet: --target=Expand starts " +
        $"{(Spec.Start.Length == 1 ? "server" : "servers")} {string.Join(", ", Spec.Start)} with {Spec.Znodes} znodes first, " +
        $"and then plans how {string.Join(", ", Inventory.Servers.Select(server => server.Id).Except(Spec.Start))} " +
        "join under writing clients.";

    /// <summary>Starts what is down; makes the ensemble and its znodes where there is none yet.</summary>
    public async Task UpAsync(CancellationToken cancellation)
    {
        var observation = await run.ObserveAsync(cancellation);
        if (Refusals.OfForeign(observation.States) is { IsEmpty: false } foreign)
        {
            throw Failures.Refused(foreign);
        }

        if (observation.Lives)
        {
            run.Console.Say("The embedded ensemble runs already.");
            return;
        }

        if (Recovery.RefusalOfFirstStart(observation, run.Backups.Newest) is { } aside)
        {
            throw Failures.Refused([aside]);
        }

        if (Refusals.OfLostMajority(Inventory, observation.States, observation.LeaverStates) is { IsEmpty: false } lost)
        {
            throw Failures.Refused(lost);
        }

        await run.Provision.CheckArchiveAsync(cancellation);
        await run.LockAsync(cancellation);
        await run.Provision.InstallAsync(observation, cancellation);
        if (observation.Servers.Any(server => server.Facts.HasData))
        {
            await run.Console.DuringAsync("start", () => RestartAsync(observation, cancellation));
            return;
        }

        await run.Console.DuringAsync("start", () => MakeAsync(cancellation));
    }

    /// <summary>Stops all servers of the embedded ensemble.</summary>
    /// <param name="purge">What the suite and the servers have made in their folders is removed too.</param>
    /// <param name="isSure">No question is asked at a terminal.</param>
    /// <exception cref="Cake.Core.CakeException">The person at the terminal said no.</exception>
    public async Task DownAsync(bool purge, bool isSure, CancellationToken cancellation)
    {
        if (purge && !isSure && Terminal.Confirm(
            $"Remove the data of {Inventory.Ensemble} in {string.Join(", ", Folders)}? Type yes:") is false)
        {
            throw Failures.WrongInput("Nothing was stopped or removed.");
        }

        await run.LockAsync(cancellation);
        await Task.WhenAll(Inventory.Servers.Select(server => run.Control.StopAsync(server, cancellation)));
        run.Console.Say($"The servers of {Inventory.Ensemble} are down.");
        if (purge)
        {
            var left = await Task.WhenAll(Inventory.Servers.Select(server => PurgeAsync(server, cancellation)));
            var staying = left.SelectMany(paths => paths).Distinct().ToList();
            run.Console.Say(staying.Count == 0
                ? "Their files and data are gone: the next Expand starts afresh."
                : "What the suite and its servers had made there is gone. It left what is not theirs, or is in the place of theirs:");
            staying.ForEach(path => run.Console.Say($"  left: {path}"));
            run.Console.Say($"The release stays in {Inventory.InstallPath}.");
        }
    }

    /// <summary>After a stop: everything that holds data comes back as it was.</summary>
    private async Task RestartAsync(Observation observation, CancellationToken cancellation)
    {
        var holders = observation.Servers.Where(server => server.Facts.HasData && server.Facts.Pid is null).ToList();
        await Task.WhenAll(holders.Select(
            server => run.Control.StartAsync(server.Server, initialize: false, cancellation)));
        await Task.WhenAll(holders.Where(server => server.InForce is not RunningConfig.Nothing).Select(
            server => run.Gates.ServesClientsAsync(server.Server, cancellation)));
        run.Console.Say($"Started again: {string.Join(", ", holders.Select(server => server.Server))}.");
    }

    private async Task MakeAsync(CancellationToken cancellation)
    {
        var servers = Inventory.Servers.Where(server => Spec.Start.Contains(server.Id)).ToImmutableArray();
        await new FirstStart(run.Fleet, run.Control, run.Gates).RunAsync(servers, cancellation);
        await SeedAsync(servers, cancellation);
        run.Console.Say(servers.Length == 1
            ? $"A single server runs on {Fleet.ClientAddress(servers[0])} with {Spec.Znodes} znodes in it."
            : $"{servers.Length} servers run as an ensemble with {Spec.Znodes} znodes in it.");
    }

    private async Task SeedAsync(ImmutableArray<Server> servers, CancellationToken cancellation)
    {
        await using var client = await ZooKeeperClient.ConnectAsync(
            new() { Servers = [.. servers.Select(Fleet.ClientAddress)] }, cancellation);
        if (await client.ExistsAsync(Root, cancellationToken: cancellation) is null)
        {
            await client.CreateAsync(Root, cancellationToken: cancellation);
        }

        var seeds = Enumerable.Range(1, Spec.Znodes).Select(number => client.CreateAsync(
            $"{Root}/znode-{number.ToString("0000", CultureInfo.InvariantCulture)}",
            Encoding.UTF8.GetBytes($"value {number}"), cancellationToken: cancellation));
        await Task.WhenAll(seeds);
    }

    private IEnumerable<string> Folders => Inventory.Servers.SelectMany(server => FoldersOf(server)).Distinct();

    private static string[] FoldersOf(Server server) =>
        [server.Paths.Config, server.Paths.Data, server.Paths.DataLog, server.Paths.Log];

    /// <returns>What was left: it was not made by the suite or by the server that it started.</returns>
    private async Task<string[]> PurgeAsync(Server server, CancellationToken cancellation)
    {
        using var stream = typeof(Embedded).Assembly.GetManifestResourceStream("purge.sh")
            ?? throw new InvalidOperationException("purge.sh is not in the assembly");
        using var text = new StreamReader(stream);
        var isOwn = FoldersOf(server).All(folder =>
            folder.StartsWith(Path.Combine(run.Root, ".local") + "/", StringComparison.Ordinal));
        var script = Script.Of(
            await text.ReadToEndAsync(cancellation),
            [.. FoldersOf(server), server.Id.ToString(CultureInfo.InvariantCulture), isOwn ? "own" : ""]);
        var result = await run.Fleet[server].RunAsync(script, cancellation);
        return result.OrThrow($"remove the files of server {server.Id}").Output
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
