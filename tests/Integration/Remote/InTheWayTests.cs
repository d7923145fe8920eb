using System.Diagnostics;
using Lab;
using Remote;
using Remote.Ssh;

namespace Integration.Remote;

/// <summary>What stands between us and a script on a host is named for what it is, and soon.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class InTheWayTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(15);

    [TestCase("AllowTcpForwarding no")]
    [TestCase("PermitOpen 192.0.2.1:22")]
    [TestCase("DisableForwarding yes")]
    public async Task A_host_in_between_that_forwards_nothing(string option)
    {
        await using var gate = await RealSshd.StartAsync(option, "gate");
        await using var host = await RealSshd.StartAsync(purpose: "host");

        var told = await FailureAsync(host.Target with { Jumps = [gate.Target] });

        Assert.That(told, Does.Contain(gate.Target.Name).And.Contain("AllowTcpForwarding").And.Contain($"port {host.Port}"));
    }

    [Test]
    public async Task Nothing_behind_a_host_in_between()
    {
        await using var gate = await RealSshd.StartAsync(purpose: "gate");
        using var ports = PortAllocator.Take();

        var told = await FailureAsync(gate.Target with { Port = ports.Next(), Jumps = [gate.Target] });

        Assert.That(told, Does.Contain($"{gate.Target.Name} lets us in").And.Contain("nothing listens there"));
    }

    [Test]
    public async Task A_proxy_command_that_fails()
    {
        await using var host = await RealSshd.StartAsync();

        var told = await FailureAsync(host.Target with { ProxyCommand = "echo no such tunnel >&2; exit 3" });

        Assert.That(told, Does.Contain("its ProxyCommand (echo no such tunnel").And.Contain("no such tunnel"));
    }

    [Test]
    public async Task One_session_for_each_connection()
    {
        await using var sshd = await RealSshd.StartAsync("MaxSessions 1");
        await using var host = await SshHost.ConnectAsync(sshd.Target);
        await host.RunAsync(Script.Of("true"));
        await using var held = await host.LockAsync(Path.Combine(sshd.Folder, "lock"), "anna");

        var told = await ToldAsync(() => host.RunAsync(Script.Of("true")));

        Assert.That(told, Does.Contain("MaxSessions").And.Contain("at least 2"));
    }

    [Test]
    public async Task Two_sessions_are_enough()
    {
        await using var sshd = await RealSshd.StartAsync("MaxSessions 2");
        await using var host = await SshHost.ConnectAsync(sshd.Target);
        await using var held = await host.LockAsync(Path.Combine(sshd.Folder, "lock"), "anna");

        var results = await Task.WhenAll(Enumerable.Range(0, 5).Select(i => host.RunAsync(Script.Of("echo $1", $"{i}"))));

        Assert.That(results.Select(result => result.Output), Is.EqualTo(["0\n", "1\n", "2\n", "3\n", "4\n"]));
    }

    [TestCase("exec /bin/dash\n", "replaces the shell by another program")]
    [TestCase("exec cat >/dev/null\n", "start-up file")]
    [TestCase("echo '1: system log   q: quit'\nread -r choice\n", "read the input")]
    [TestCase("read -r choice; exit 0\n", "read the input")]
    public async Task A_start_up_file_that_takes_the_input(string text, string named)
    {
        var account = new LabAccount("/bin/bash") { StartUp = (".bashrc", text) };
        await using var sshd = await RealSshd.StartAsync(account: account);
        await using var host = await SshHost.ConnectAsync(sshd.Target with { ConnectTimeout = TimeSpan.FromSeconds(3) });
        var watch = Stopwatch.StartNew();

        var told = await ToldAsync(() => host.RunAsync(Script.Of("echo never")));

        Assert.That(told, Does.Contain(named));
        Assert.That(watch.Elapsed, Is.LessThan(Soon));
    }

    [Test]
    public async Task A_session_that_is_recorded_is_named_and_leaves_nothing_behind()
    {
        Prerequisite.Programs(("script", "bsdutils"));
        const string Recorded = """
            if [ -n "$SSH_CONNECTION" ] && [ -z "$RECORDED" ]; then export RECORDED=1; script -q /dev/null; exit; fi
            """;
        var account = new LabAccount("/bin/bash") { StartUp = (".bashrc", Recorded + "\n") };
        await using var sshd = await RealSshd.StartAsync(account: account);
        await using (var host = await SshHost.ConnectAsync(sshd.Target with { ConnectTimeout = TimeSpan.FromSeconds(2) }))
        {
            var told = await ToldAsync(() => host.RunAsync(Script.Of("echo never")));
            Assert.That(told, Does.Contain("start-up file"));
        }

        await Poll.UntilAsync(
            () => !ProcessTree.Below(sshd.Id).Any(ProcessTree.Is("script")), "the recorder lives on", Soon);
    }

    private static async Task<string> FailureAsync(SshTarget target)
    {
        var watch = Stopwatch.StartNew();
        var told = await ToldAsync(async () => await SshHost.ConnectAsync(target));
        Assert.That(watch.Elapsed, Is.LessThan(Soon));
        return told;
    }

    private static async Task<string> ToldAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (HostException failure)
        {
            await TestContext.Out.WriteLineAsync(failure.Message);
            return failure.Message;
        }

        Assert.Fail("It works.");
        return "";
    }
}
