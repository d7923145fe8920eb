using System.Net.NetworkInformation;
using Integration.Rollouts;
using Lab;
using Lab.Hosts;

namespace Integration.Hosts;

/// <summary>
/// Voters in one place, and observers in another data centre: a round trip to them takes 80 ms, for the suite's SSH too.
/// </summary>
[Parallelizable]
[Category("Long")]
public sealed class FarAwayTests
{
    private static readonly TimeSpan Each = TimeSpan.FromMilliseconds(40);

    [TestCase("3.9.6", true)]
    [TestCase("3.9.6", false)]
    [TestCase("3.4.13", false)]
    public async Task Observers_far_away_come_restart_and_are_found_well(string version, bool isDynamic)
    {
        await using var hosts = await LabHosts.StartAsync(5);
        await Task.WhenAll(hosts[4].MoveAwayAsync(Each), hosts[5].MoveAwayAsync(Each));
        Assert.That(await RoundTripAsync(hosts[5].Address), Is.InRange(80, 200));
        Assert.That(await RoundTripAsync(hosts[1].Address), Is.LessThan(40));
        var fleet = new LabFleet(hosts, version, isDynamic)
        {
            Heap = "128m",
            ServerLines = string.Join('\n', Enumerable.Range(1, 5).Select(id =>
                $"  - {{ id: {id}, host: {hosts[id].Address}{(id > 3 ? ", role: observer" : "")} }}")),
        };
        await Run("Deploy", await (fleet with { Servers = [1, 2, 3], ServerLines = null }).WriteAsync("fleet"));
        await using var load = await Load.StartAsync(Enumerable.Range(1, 3).Select(fleet.Client));

        var grown = await Run("Expand", await fleet.WriteAsync());
        var restarted = await Run("Expand", await (fleet with { Settings = fleet.Settings.Add("maxClientCnxns", "77") }).WriteAsync());
        await load.StopAsync();

        Assert.That(grown, Does.Contain("missing writes = 0").And.Contain("start server 5"));
        Assert.That(restarted, Does.Contain("missing writes = 0"));
        Assert.That(restarted.Split('\n'), Has.Exactly(5).Contains("done restart server"));
        var file = Path.Combine(hosts.Folder, "fleet.yml");
        var (verified, measured, plan) = (await Run("Verify", file), await Run("Hosts", file), await Run("Plan", file));
        foreach (var output in new[] { grown, restarted, verified, measured, plan })
        {
            // Of the disk, and of clocks: they are those of this very machine.
            Assert.That(output, Does.Not.Contain("ZK2601").And.Not.Contain("ZK2610").And.Not.Contain("did not answer"));
        }

        Assert.That(plan, Does.Contain("Nothing to do"));
        foreach (var id in Enumerable.Range(1, 5))
        {
            Assert.That(await load.MissingAsync(fleet.Client(id)), Is.Empty, $"server {id}");
        }
    }

    private static async Task<string> Run(string target, string file) => await ExpansionTests.Run(0, $"--target={target}", $"--inventory={file}");

    /// <returns>Milliseconds, the shortest of five.</returns>
    private static async Task<long> RoundTripAsync(string address)
    {
        using var ping = new Ping();
        var shortest = long.MaxValue;
        for (var turn = 0; turn < 5; turn++)
        {
            shortest = Math.Min(shortest, (await ping.SendPingAsync(address, 2000)).RoundtripTime);
        }

        return shortest;
    }
}
