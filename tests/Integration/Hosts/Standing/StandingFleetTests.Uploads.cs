using Integration.Rollouts;
using Lab;
using Suite.Runs;

namespace Integration.Hosts.Standing;

// While a release is on its way: the connection breaks, somebody else comes, the run is killed.
public sealed partial class StandingFleetTests
{
    [Test]
    public async Task A_connection_cut_during_the_upload_is_told_and_the_next_run_finishes()
    {
        var file = await And(Slow).WriteAsync();
        await Machines[Slow].RunAsync("rm -rf /run/cut /run/halfway /opt/zookeeper");
        var before = await StateAsync();
        await using var suite = SuiteProcess.Start("--target=Expand", $"--inventory={file}");
        await HalfwayAsync(suite);

        await Machines[Slow].KillAsync("deploy@notty");
        await Machines[Slow].RunAsync(
            ": >/run/cut; while ls /opt/zookeeper/.*.part >/dev/null 2>&1; do sleep 0.02; done");

        Assert.That(await suite.EndAsync(), Is.EqualTo(ExitCodes.Failed), suite.Output);
        await TestContext.Out.WriteLineAsync(suite.Output);
        Assert.That(
            suite.Output,
            Does.Contain($"The connection to deploy@{Machines[Slow].Address}:22 broke in the middle of: copy"));
        Assert.That(suite.Output, Does.Contain("run the same command again to go on"));
        Assert.That(await StateAsync(), Is.EqualTo(before));

        var again = await ExpansionTests.Run(0, "--target=Distribute", $"--inventory={file}");
        Assert.That(again, Does.Contain($"deploy@{Machines[Slow].Address}:22: ZooKeeper 3.9.6 in /opt/zookeeper"));
    }

    [Test]
    public async Task A_second_rollout_is_told_who_holds_the_hosts_and_a_killed_one_holds_nothing()
    {
        var file = await And(Slow).WriteAsync();
        await Machines[Slow].RunAsync("rm -rf /run/cut /run/halfway /opt/zookeeper");
        await using var first = SuiteProcess.Start("--target=Expand", $"--inventory={file}");
        await HalfwayAsync(first);

        var refused = await ExpansionTests.Run(ExitCodes.Locked, "--target=Expand", $"--inventory={file}");
        var held = await Task.WhenAll(And(Slow).Servers.Select(id => Machines[id].RunAsync(
            """
            for lock in $(find /opt /etc /run /tmp /var/lib /var/log -name '*.lock'); do
                flock -n "$lock" true || echo "$lock"
            done
            """)));
        await Machines[Slow].RunAsync(": >/run/cut");
        first.Kill();
        await ExpansionTests.Run(0, "--target=Distribute", $"--inventory={file}");

        Assert.That(refused, Does.Match(
            $"is held by {Environment.UserName}@{Environment.MachineName} since " +
            @"\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ, target Expand"));
        Assert.That(held, Is.All.EqualTo("/opt/zookeeper/fleet.lock"), "one lock on each host, which the kernel holds");
    }

    [Test]
    [Category("Long")]
    public async Task Servers_of_one_host_share_its_connection_and_its_lock()
    {
        var lines = Enumerable.Range(1, 3).Select(id =>
            $"  - {{ id: {id}, host: {Machines[Healthy].Address}, " +
            $"ports: {{ client: {2181 + id}, quorum: {2888 + id}, " +
            $"election: {3888 + id}, admin: {8080 + id} }} }}");
        var file = await (Five with { Name = "trio", ServerLines = string.Join('\n', lines) }).WriteAsync();

        // Others have been here.
        await Machines[Healthy].RunAsync("rm -f /opt/zookeeper/*.lock; : >/var/log/sshd.log");

        await ExpansionTests.Run(0, "--target=Deploy", $"--inventory={file}");

        const string Look = "grep -c 'Accepted publickey' /var/log/sshd.log; ls /opt/zookeeper/*.lock";
        Assert.That(await Machines[Healthy].RunAsync(Look), Is.EqualTo("1\n/opt/zookeeper/trio.lock"));
        await Machines[Healthy].RunAsync("pkill -9 java; rm -rf /opt/zookeeper /etc/zookeeper /var/lib/zookeeper");
    }

    /// <summary>Until the release is halfway on its way to the slow host.</summary>
    private static async Task HalfwayAsync(SuiteProcess suite) => await Poll.UntilAsync(
        async () => await Machines[Slow].RunAsync("ls /run/halfway 2>/dev/null || true") is { Length: > 0 } there
            ? there : null,
        () => $"No upload begins: {suite.Output}");
}
