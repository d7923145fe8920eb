using System.Diagnostics;
using Ensembles.Histories;
using Ensembles.HostAccess;
using Ensembles.Inventories;
using Ensembles.Membership;
using Ensembles.Observing;
using Ensembles.Planning;
using Ensembles.Rendering;
using Ensembles.Rollouts;
using Lab;
using Remote;

namespace Integration.Rollouts;

/// <summary>
/// What is measured between the steps where a restart was believed done and had no effect: the old server serves alone
/// with the data, and empty ones wait beside it.
/// </summary>
[Parallelizable(ParallelScope.All)]
public sealed class DataGateTests
{
    [Test]
    public async Task The_second_empty_server_is_not_started_beside_one_that_serves_alone()
    {
        await using var inventory = await TwoTreesTests.BesideEmptyServersAsync("3.4.13", 2);
        await using var scene = new GateScene(inventory);
        await scene.BeginAsync();
        Step third = new Step.Start(
            3, new MembershipForm.Static([.. scene.Inventory.Servers.Select(server => server.Line())]), Gate.Serves)
        {
            Stage = Stage.Join, Reason = "",
        };

        var stopped = await Assert.ThrowsAsync<GateException>(() => scene.Data.BeforeAsync([third], default));

        Assert.That(stopped!.Message, Does.Contain("Server 3 was not started: servers 2 and 3, empty and without a leader")
            .And.Contain("would be 2 of the 3 that vote").And.Contain("server 1 runs alone and holds 3")
            .And.Contain("Keep server 1"));
    }

    [Test]
    public async Task A_gate_that_waits_tells_two_leaders_in_seconds()
    {
        await using var inventory = await TwoTreesTests.BesideEmptyServersAsync("3.9.6", 2, 3);
        await using var scene = new GateScene(inventory);
        await scene.BeginAsync();
        var began = Stopwatch.GetTimestamp();

        // Server 1 never comes to know the others: it runs alone.
        var stopped = await Assert.ThrowsAsync<GateException>(() =>
            scene.Gates.KnowsAsync(
                scene.Inventory.Servers[0], [.. scene.Inventory.Servers.Skip(1).Select(server => server.Line())], [],
                default));

        Assert.That(Stopwatch.GetElapsedTime(began), Is.LessThan(TimeSpan.FromSeconds(40)));
        Assert.That(stopped!.Message, Does.Contain("lead at the same time").And.Contain("Keep server 1"));
    }

    [Test]
    public async Task A_leader_without_the_tree_of_before_ends_the_rollout()
    {
        await using var inventory = await TwoTreesTests.BesideEmptyServersAsync("3.9.6", 2, 3);
        await using var scene = new GateScene(inventory);
        await scene.BeginAsync();
        await inventory.EndAsync(1);

        var stopped = await Assert.ThrowsAsync<GateException>(() => scene.Data.BeforeAsync([], default));

        Assert.That(stopped!.Message, Does.Contain("leads a tree without any of the 16 oldest znodes"));
    }

    /// <summary>The parts of a rollout that measure, on the servers of an inventory.</summary>
    private sealed class GateScene : IAsyncDisposable
    {
        private readonly Fleet fleet;
        private readonly Operator session;
        private readonly Renderer renderer = new(Path.Combine(ProjectFolders.Root, "templates"));

        public GateScene(SuiteInventory inventory)
        {
            Inventory = InventoryReader.Read(
                inventory.File, Environment.GetEnvironmentVariable, ProjectFolders.Root).Inventory!;
            var host = new LocalHost();
            fleet = new(Inventory, _ => host);
            session = new(fleet);
            Gates = new(fleet, session, new ServerControl(fleet, renderer));
            Data = new(
                fleet, Gates.StatusAsync, new HistoryKeeper(fleet, server => server.HistoryFile(), TimeProvider.System),
                token => Observation.TakeAsync(fleet, renderer, token));
            Gates.Meanwhile = Data.MeanwhileAsync;
        }

        public Inventory Inventory { get; }

        public Gates Gates { get; }

        public DataGate Data { get; }

        /// <summary>As a rollout begins: with what server 1 alone holds.</summary>
        public async Task BeginAsync()
        {
            var seen = await Observation.TakeAsync(fleet, renderer, default);
            await Data.BeginAsync(new(seen.Servers[..1]), default);
        }

        public async ValueTask DisposeAsync()
        {
            await session.DisposeAsync();
            await fleet.DisposeAsync();
        }
    }
}
