using System.Net;
using System.Net.Sockets;
using Ensembles.Findings;
using Ensembles.HostAccess;
using Ensembles.Inventories;
using Ensembles.Preflight;
using Lab;
using Remote;

namespace Integration.Preflighting;

/// <summary>The same look at this machine, with several servers on it.</summary>
[Parallelizable]
public sealed class LocalPreflightTests
{
    [Test]
    public async Task Free_ports_and_new_folders_are_no_fault()
    {
        await using var inventory = SuiteInventory.Of("3.9.6", isDynamic: true, 1, 3);
        await using var fleet = await Fleet(inventory);

        var report = await PreflightRun.RunAsync(fleet, observation: null);

        Assert.That(report.Faults, Is.Empty, $"{report}");
    }

    [Test]
    public async Task A_port_of_somebody_else_is_told_with_its_holder()
    {
        await using var inventory = SuiteInventory.Of("3.9.6", isDynamic: true, 1, 3);
        using var listener = new TcpListener(IPAddress.Loopback, inventory.ClientPorts[2]);
        listener.Start();
        await using var fleet = await Fleet(inventory);

        var report = await PreflightRun.RunAsync(fleet, observation: null);

        var fault = report.Faults.Single();
        Assert.That(fault.Subject.Server, Is.EqualTo(2));
        Assert.That(fault.Message, Does.Contain($"client port {inventory.ClientPorts[2]} is held by")
            .And.Contains($"(process {Environment.ProcessId})"));
        Assert.That(report.Passed, Is.False);
    }

    /// <summary>A start would empty a file of that name, and a purge would take it for its own.</summary>
    [Test]
    public async Task A_log_folder_that_another_ZooKeeper_writes_to_is_told()
    {
        var log = TestFolder.Create("log");
        await using var other = await RealEnsemble.StartAsync(
            "3.9.3", options: new() { JavaFlags = [$"-Dzookeeper.log.dir={log}"] });
        await using var inventory = SuiteInventory.Of("3.9.6", isDynamic: true, 1, 1);
        inventory.Paths = inventory.Paths with { Log = log };
        inventory.Write();
        await using var fleet = await Fleet(inventory);

        var report = await PreflightRun.RunAsync(fleet, observation: null);

        var fault = report.Faults.Single();
        Assert.That(fault.Code, Is.EqualTo(HostCodes.LogFolderInUse));
        Assert.That(fault.Message, Does.Contain($"(process {other.Servers[0].ProcessId})"));
    }

    [Test]
    public async Task A_server_holds_its_own_ports_and_its_own_data()
    {
        await using var inventory = SuiteInventory.Of("3.9.6", isDynamic: true, 3, 3);
        var (code, output) = await SuiteProcess.RunAsync("--target=Up", $"--inventory={inventory.File}");
        Assert.That(code, Is.Zero, output);
        await using var fleet = await Fleet(inventory);

        var report = await PreflightRun.RunAsync(fleet, observation: null);

        Assert.That(report.Faults, Is.Empty, $"{report}");
    }

    private static async Task<Fleet> Fleet(SuiteInventory inventory)
    {
        var read = InventoryReader.Read(
            inventory.File, Environment.GetEnvironmentVariable, ProjectFolders.Root).Inventory!;
        var here = new LocalHost();
        return new(read with { Java = read.Java with { Home = await LabReleases.JavaHomeAsync() } }, _ => here);
    }
}
