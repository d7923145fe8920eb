using System.Diagnostics;
using Lab;

namespace Integration.Lab;

[Parallelizable(ParallelScope.None)] // Real servers: the machine's cores are shared by those of one test at a time.
public sealed class RealEnsembleTests
{
    [TestCaseSource(typeof(ZooKeeperVersions), nameof(ZooKeeperVersions.All))]
    public async Task A_single_server_is_standalone(string version)
    {
        var watch = Stopwatch.StartNew();
        await using var ensemble = await RealEnsemble.StartAsync(version);
        TestContext.Out.WriteLine($"{version} standalone: {watch.ElapsedMilliseconds} ms");

        var answer = await ensemble.Servers[0].AskAsync("srvr");

        Assert.That(FourLetterWord.Field(answer, "Mode"), Is.EqualTo("standalone"));
        Assert.That(FourLetterWord.Field(answer, "Zookeeper version"), Does.StartWith(version));
    }

    [TestCaseSource(typeof(ZooKeeperVersions), nameof(ZooKeeperVersions.All))]
    public async Task Three_servers_elect_one_leader(string version)
    {
        var watch = Stopwatch.StartNew();
        await using var ensemble = await RealEnsemble.StartAsync(version, servers: 3);
        TestContext.Out.WriteLine($"{version} three servers: {watch.ElapsedMilliseconds} ms");

        var modes = await Task.WhenAll(ensemble.Servers.Select(server => server.ModeAsync()));

        Assert.That(modes, Is.EquivalentTo(new[] { "leader", "follower", "follower" }));
    }

    [TestCaseSource(typeof(ZooKeeperVersions), nameof(ZooKeeperVersions.Dynamic))]
    public async Task A_single_dynamic_server_is_a_quorum_of_one(string version)
    {
        await using var ensemble = await RealEnsemble.StartAsync(version, options: new() { Dynamic = true });

        Assert.That(await ensemble.Servers[0].ModeAsync(), Is.EqualTo("leader"));
        Assert.That(await ensemble.Servers[0].AskAsync("conf"), Does.Contain("membership:"));
    }
}
