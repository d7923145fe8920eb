using System.Collections.Immutable;
using System.Diagnostics;
using Lab;

namespace Integration.Lab;

[Parallelizable(ParallelScope.All)]
public sealed class RealEnsembleTests
{
    [TestCaseSource(typeof(ZooKeeperVersions), nameof(ZooKeeperVersions.Each))]
    public async Task A_single_server_is_standalone(string version)
    {
        await using var ensemble = await RealEnsemble.StartAsync(version);

        var answer = await ensemble.Servers[0].AskAsync("srvr");

        Assert.That(FourLetterWord.Field(answer, "Mode"), Is.EqualTo("standalone"));
        Assert.That(FourLetterWord.Field(answer, "Zookeeper version"), Does.StartWith(version));
    }

    [TestCaseSource(typeof(ZooKeeperVersions), nameof(ZooKeeperVersions.Each))]
    public async Task Three_servers_elect_one_leader(string version)
    {
        await using var ensemble = await RealEnsemble.StartAsync(version, servers: 3);

        var modes = await Task.WhenAll(ensemble.Servers.Select(server => server.ModeAsync()));

        Assert.That(modes, Is.EquivalentTo(new[] { "leader", "follower", "follower" }));
    }

    [Test]
    public async Task A_server_is_stopped_killed_frozen_and_started_again()
    {
        await using var ensemble = await RealEnsemble.StartAsync(ZooKeeperVersions.Latest);
        var server = ensemble.Servers[0];

        await server.StopAsync();
        Assert.That((server.Running, server.ProcessId), Is.EqualTo((false, (int?)null)));
        await server.StartAsync();
        server.Freeze();
        Assert.That(await server.ModeAsync(), Is.Null);
        server.Thaw();
        Assert.That(await server.UntilServingAsync(), Is.EqualTo("standalone"));
        await server.KillAsync();
        Assert.That(server.Running, Is.False);
        await server.StartAsync();

        Assert.That(await server.ModeAsync(), Is.EqualTo("standalone"));
    }

    [Test]
    public async Task A_server_that_cannot_start_is_told_with_its_log()
    {
        var wrong = ImmutableDictionary<string, string>.Empty.Add("tickTime", "x");
        var options = new RealEnsembleOptions { Settings = wrong };

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(
            () => RealEnsemble.StartAsync(ZooKeeperVersions.Latest, options: options));

        Assert.That(failure!.Message, Does.Contain("Server 1 ended").And.Contain("NumberFormatException"));
    }

    [Test]
    public async Task No_server_outlives_the_process_that_started_it()
    {
        // A shell stands in for the test process: it starts the guard as we do and is killed.
        var folder = TestFolder.Create();
        var told = Path.Combine(folder, "id");
        var holder = Process.Start(new ProcessStartInfo("sh",
            [
                "-c", "mkfifo $0/pipe; sh -c \"$1\" guard $0/log sleep 600 <$0/pipe >$0/id & exec 3>$0/pipe; wait",
                folder, GuardedProcess.Guard,
            ]))!;
        var child = await Poll.UntilAsync(
            () => Task.FromResult(File.Exists(told) && File.ReadAllText(told) is { Length: > 1 } id ? id.Trim() : null),
            () => "The guard does not start");
        Assert.That(Directory.Exists($"/proc/{child}"));

        holder.Kill(entireProcessTree: false);

        await Poll.UntilAsync(() => !Directory.Exists($"/proc/{child}"), "The child outlives its starter");
    }

    [TestCaseSource(typeof(ZooKeeperVersions), nameof(ZooKeeperVersions.Dynamic))]
    public async Task A_single_dynamic_server_is_a_quorum_of_one(string version)
    {
        await using var ensemble = await RealEnsemble.StartAsync(version, options: new() { Dynamic = true });

        Assert.That(await ensemble.Servers[0].ModeAsync(), Is.EqualTo("leader"));
        Assert.That(await ensemble.Servers[0].AskAsync("conf"), Does.Contain("membership:"));
    }
}
