using System.Globalization;
using System.Net.Sockets;
using Integration.Rollouts;
using Lab;
using Lab.Metrics;
using ZooKeeper;
using ZooKeeper.Client;

namespace Integration.Monitoring;

/// <summary>
/// Each alert that Render writes is seen to fire by a fault of real servers, in a real Prometheus that was started with
/// what Render wrote, and to end with the fault. Those without a fault that can be made are in <see cref="RuleTests"/>.
/// </summary>
[Category("Long")]
[NonParallelizable]
public sealed class AlertTests
{
    private SuiteInventory inventory = null!;
    private RealPrometheus prometheus = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        RealPrometheus.Require();
        SlowDisk.Require();
        inventory = SuiteInventory.Of("3.9.6", isDynamic: false, present: 4, wanted: 4);
        inventory.Archive = await MetricsRelease.ArchiveAsync("3.9.6");
        inventory.HasMetrics = true;
        inventory.Observers.Add(4);
        inventory.IsEmbedded = false;
        inventory.Settings["maxClientCnxns"] = "20";
        inventory.Settings["maxCnxns"] = "22";
        inventory.Write();
        await ExpansionTests.Run(0, "--target=Deploy", $"--inventory={inventory.File}");
        prometheus = await RealPrometheus.StartAsync(Watch.FileOf(inventory, "prometheus.yml"));
    }

    [OneTimeTearDown]
    public async Task End()
    {
        if (prometheus is not null)
        {
            await prometheus.DisposeAsync();
        }

        if (inventory is not null)
        {
            await inventory.DisposeAsync();
        }
    }

    /// <summary>One after the other, on the same servers; the first one is health.</summary>
    [Test]
    public async Task Each_fault_fires_its_alert_which_ends_with_it()
    {
        foreach (var fault in (Func<Task>[])
                 [
                     Healthy_servers_give_no_alert_and_every_panel_its_figures,
                     A_follower_that_is_down,
                     An_observer_that_is_down,
                     No_leader_and_many_elections,
                     Disks_that_are_slow,
                     Files_that_run_out,
                     Connections_that_run_out,
                     Data_that_fill_the_heap,
                     Two_leaders_and_lists_that_differ,
                 ])
        {
            await TestContext.Progress.WriteLineAsync($"{DateTime.Now:HH:mm:ss} {fault.Method.Name}");
            await fault();
        }
    }

    private async Task Healthy_servers_give_no_alert_and_every_panel_its_figures()
    {
        await using var load = await Load.StartAsync(inventory.ClientPorts.Values);
        await using (var client = await ConnectAsync(1))
        {
            await client.GetChildrenAsync("/");
        }

        foreach (var expression in await Watch.PanelsAsync(inventory))
        {
            await Poll.UntilAsync(
                async () => await prometheus.CountAsync(expression) > 0 ? "figures" : null, () => $"Nothing for {expression}");
        }

        await load.StopAsync();
        Assert.That(await prometheus.CountAsync("up == 1"), Is.EqualTo(4));
        Assert.That(await prometheus.FiringAsync(), Is.Empty);
    }

    private async Task A_follower_that_is_down()
    {
        var follower = await FollowerAsync();
        inventory.Kill(follower);

        await prometheus.UntilFiringAsync("ZooKeeperServerDown", follower);
        await prometheus.UntilFiringAsync("ZooKeeperFollowersMissing");
        await prometheus.UntilFiringAsync("ZooKeeperNoSpareServer");
        await inventory.StartByHandAsync(follower);
        await prometheus.UntilQuietAsync("ZooKeeperServerDown", "ZooKeeperFollowersMissing", "ZooKeeperNoSpareServer");
    }

    private async Task An_observer_that_is_down()
    {
        inventory.Kill(4);

        await prometheus.UntilFiringAsync("ZooKeeperServerDown", 4);
        await prometheus.UntilFiringAsync("ZooKeeperObserversMissing");
        Assert.That((await prometheus.FiringAsync()).Select(alert => alert["alertname"]), Does.Not.Contain("ZooKeeperFollowersMissing"));
        await inventory.StartByHandAsync(4);
        await prometheus.UntilQuietAsync("ZooKeeperServerDown", "ZooKeeperObserversMissing");
    }

    private async Task No_leader_and_many_elections()
    {
        var (leader, follower) = (await LeaderAsync(), await FollowerAsync());
        inventory.Kill(leader);
        inventory.Kill(follower);
        await prometheus.UntilFiringAsync("ZooKeeperNoLeader");
        await inventory.StartByHandAsync(leader);
        await inventory.StartByHandAsync(follower);
        await prometheus.UntilQuietAsync("ZooKeeperNoLeader", "ZooKeeperServerDown");

        for (var round = 0; round < 4; round++)
        {
            leader = await LeaderAsync();
            await inventory.EndAsync(leader);
            await LeaderAsync();
            await inventory.StartByHandAsync(leader);
            await prometheus.UntilQuietAsync("ZooKeeperServerDown", "ZooKeeperFollowersMissing");
        }

        await prometheus.UntilFiringAsync("ZooKeeperManyElections");
    }

    private async Task Disks_that_are_slow()
    {
        await using var client = await ConnectAsync(await LeaderAsync());
        using var stop = new CancellationTokenSource();
        var servers = Enumerable.Range(1, 3).Select(id => inventory.ProcessId(id)!.Value).ToList();
        await using (await SlowDisk.OfAsync(400, servers))
        {
            var writing = Task.WhenAll(Enumerable.Range(0, 300).Select(number => WriteAsync(client, number, stop.Token)));
            await prometheus.UntilFiringAsync("ZooKeeperDiskSlow");
            await prometheus.UntilFiringAsync("ZooKeeperWritesSlow");
            await prometheus.UntilFiringAsync("ZooKeeperRequestsPileUp", await LeaderAsync());
            await stop.CancelAsync();
            await writing;
        }

        await prometheus.UntilQuietAsync("ZooKeeperDiskSlow", "ZooKeeperWritesSlow", "ZooKeeperRequestsPileUp");
    }

    private async Task Files_that_run_out()
    {
        var process = inventory.ProcessId(1)!.Value;
        var limits = await File.ReadAllLinesAsync($"/proc/{process}/limits");
        var before = limits.Single(line => line.StartsWith("Max open files", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[3];
        var open = Directory.GetFileSystemEntries($"/proc/{process}/fd").Length;

        await LimitAsync(process, (open * 11 / 10).ToString(CultureInfo.InvariantCulture));
        await prometheus.UntilFiringAsync("ZooKeeperFilesRunOut", 1);
        await LimitAsync(process, before);
        await prometheus.UntilQuietAsync("ZooKeeperFilesRunOut");
    }

    private async Task Connections_that_run_out()
    {
        var sockets = new List<TcpClient>();
        try
        {
            for (var number = 0; number < 40; number++)
            {
                var socket = new TcpClient();
                sockets.Add(socket);
                await ConnectAsync(socket, inventory.ClientPorts[2]);

                // A connection counts once a selector has taken it over: of a quick burst the server refuses none.
                await Task.Delay(50);
            }

            await prometheus.UntilFiringAsync("ZooKeeperConnectionsRefused", 2);
            await prometheus.UntilFiringAsync("ZooKeeperConnectionsRunOut", 2);
        }
        finally
        {
            sockets.ForEach(socket => socket.Dispose());
        }

        await prometheus.UntilQuietAsync("ZooKeeperConnectionsRefused", "ZooKeeperConnectionsRunOut");
    }

    private async Task Data_that_fill_the_heap()
    {
        await using var client = await ConnectAsync(await LeaderAsync());
        const int Znodes = 30;
        for (var number = 0; number < Znodes; number++)
        {
            await client.CreateAsync($"/large-{number}", new byte[900 * 1024]);
        }

        await prometheus.UntilFiringAsync("ZooKeeperDataLarge", 1);
        for (var number = 0; number < Znodes; number++)
        {
            await client.DeleteAsync($"/large-{number}");
        }

        await prometheus.UntilQuietAsync("ZooKeeperDataLarge");
    }

    /// <summary>The last one: what this server has written no ensemble takes any more.</summary>
    private async Task Two_leaders_and_lists_that_differ()
    {
        var follower = await FollowerAsync();
        await inventory.EndAsync(follower);
        var config = Path.Combine(inventory.ConfigFolder(follower), "zoo.cfg");
        var lines = (await File.ReadAllLinesAsync(config))
            .Where(line => !line.StartsWith("server.", StringComparison.Ordinal) || line.StartsWith($"server.{follower}=", StringComparison.Ordinal));
        await File.WriteAllLinesAsync(config, [.. lines, "standaloneEnabled=false"]);
        await inventory.StartByHandAsync(follower);

        await prometheus.UntilFiringAsync("ZooKeeperTwoLeaders");
        await prometheus.UntilFiringAsync("ZooKeeperMembersDiffer", follower);
        await inventory.EndAsync(follower);
        await prometheus.UntilQuietAsync("ZooKeeperTwoLeaders", "ZooKeeperMembersDiffer");
    }

    /// <summary>A refused connection may be closed before it is known to be open.</summary>
    private static async Task ConnectAsync(TcpClient socket, int port)
    {
        try
        {
            await socket.ConnectAsync("127.0.0.1", port);
        }
        catch (SocketException)
        {
            await Task.Yield();
        }
    }

    private static async Task LimitAsync(int process, string files)
    {
        using var set = System.Diagnostics.Process.Start("prlimit", [$"--pid={process}", $"--nofile={files}:"]);
        await set.WaitForExitAsync();
        Assert.That(set.ExitCode, Is.Zero);
    }

    private static async Task WriteAsync(ZooKeeperClient client, int session, CancellationToken stop)
    {
        await client.CreateAsync($"/slow-{session}", cancellationToken: CancellationToken.None);
        while (!stop.IsCancellationRequested)
        {
            await client.SetDataAsync($"/slow-{session}", new byte[] { 1 }, cancellationToken: CancellationToken.None);
        }
    }

    private Task<ZooKeeperClient> ConnectAsync(int id) =>
        ZooKeeperClient.ConnectAsync(new ZooKeeperOptions { Servers = [Address.Of($"127.0.0.1:{inventory.ClientPorts[id]}")] });

    private async Task<int> LeaderAsync() => int.Parse(await WithModeAsync("leader"), CultureInfo.InvariantCulture);

    private async Task<int> FollowerAsync() => int.Parse(await WithModeAsync("follower"), CultureInfo.InvariantCulture);

    private Task<string> WithModeAsync(string mode) => Poll.UntilAsync(
        async () =>
        {
            foreach (var (id, port) in inventory.ClientPorts)
            {
                if (FourLetterWord.Field(await FourLetterWord.AskAsync(port, "srvr"), "Mode") == mode)
                {
                    return id.ToString(CultureInfo.InvariantCulture);
                }
            }

            return null;
        },
        () => $"No server is a {mode}");
}
