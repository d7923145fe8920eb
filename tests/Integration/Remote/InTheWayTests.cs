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

    /// <summary>The lock has the one session; what else there is to do goes through another connection.</summary>
    [Test]
    public async Task One_session_for_each_connection_is_enough()
    {
        await using var gate = await RealSshd.StartAsync("MaxSessions 1", "gate");
        await using var sshd = await RealSshd.StartAsync("MaxSessions 1");
        await using var host = await SshHost.ConnectAsync(sshd.Target with { Jumps = [gate.Target] });
        var path = Path.Combine(sshd.Folder, "lock");
        await host.RunAsync(Script.Of("true"));
        await using (await host.LockAsync(path, "anna"))
        {
            var watch = Stopwatch.StartNew();
            var results = await Task.WhenAll(Enumerable.Range(0, 5).Select(i => host.RunAsync(Script.Of("echo $1", $"{i}"))));
            await host.WriteAsync([new($"{path}.file", "there"u8.ToArray(), UnixFileMode.UserRead)]);

            Assert.That(results.Select(result => result.Output), Is.EqualTo(["0\n", "1\n", "2\n", "3\n", "4\n"]));
            Assert.That(await File.ReadAllTextAsync($"{path}.file"), Is.EqualTo("there"));
            Assert.That(watch.Elapsed, Is.LessThan(Soon));
            Assert.That(host.Connections, Is.EqualTo(2));
            await using var other = await SshHost.ConnectAsync(sshd.Target);
            Assert.That(() => other.LockAsync(path, "ben"), Throws.InstanceOf<HostLockedException>());
        }

        await using var again = await host.LockAsync(path, "anna");
        Assert.That((await host.RunAsync(Script.Of("echo on"))).Output, Is.EqualTo("on\n"));
    }

    /// <summary>The lock ends with the connection that holds it, though the other one goes on.</summary>
    [Test]
    public async Task Of_two_connections_the_one_that_holds_the_lock_decides()
    {
        await using var sshd = await RealSshd.StartAsync("MaxSessions 1");
        await using var host = await SshHost.ConnectAsync(sshd.Target);
        await using var held = await host.LockAsync(Path.Combine(sshd.Folder, "lock"), "anna");
        await host.RunAsync(Script.Of("true"));

        sshd.Cut();

        await Poll.UntilAsync(
            async () =>
            {
                try
                {
                    await host.RunAsync(Script.Of("true"));
                    return null;
                }
                catch (LockLostException lost)
                {
                    return lost;
                }
                catch (HostException)
                {
                    return null;
                }
            },
            () => "Work goes on without the lock");
    }

    [Test]
    public async Task No_session_at_all()
    {
        await using var sshd = await RealSshd.StartAsync("MaxSessions 0");
        await using var host = await SshHost.ConnectAsync(sshd.Target);
        var watch = Stopwatch.StartNew();

        Assert.That(await ToldAsync(() => host.RunAsync(Script.Of("true"))), Does.Contain("MaxSessions"));
        Assert.That(watch.Elapsed, Is.LessThan(Soon));
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

    [TestCase("sleep 600\n", "has started nothing within")]
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

    /// <summary>Where a command runs in place of ours, or none may.</summary>
    [TestCase("ForceCommand sleep 600", "forced command")]
    [TestCase("ForceCommand echo only backups here", "only backups here")]
    [TestCase("ForceCommand internal-sftp", "starts no /bin/sh")]
    public async Task A_forced_command(string option, string named)
    {
        await using var sshd = await RealSshd.StartAsync(option);
        await using var host = await SshHost.ConnectAsync(sshd.Target with { ConnectTimeout = TimeSpan.FromSeconds(3) });
        var watch = Stopwatch.StartNew();

        Assert.That(await ToldAsync(() => host.RunAsync(Script.Of("echo never"))), Does.Contain(named).And.Contain(host.Name));
        Assert.That(watch.Elapsed, Is.LessThan(Soon));
    }

    /// <summary>A start-up file that takes some time for each command only makes it slower.</summary>
    [Test]
    public async Task A_start_up_file_that_takes_its_time()
    {
        var account = new LabAccount("/bin/bash") { StartUp = (".bashrc", "sleep 2\n") };
        await using var sshd = await RealSshd.StartAsync(account: account);
        await using var host = await SshHost.ConnectAsync(sshd.Target);

        Assert.That((await host.RunAsync(Script.Of("echo here"))).Output, Is.EqualTo("here\n"));
    }

    /// <summary>As people write it who want another shell than the one of their account.</summary>
    [TestCase("zsh", ".bashrc", "exec zsh\n")]
    [TestCase("fish", ".bashrc", "exec fish\n")]
    [TestCase("fish", ".bashrc", "case $- in *i*) exec fish ;; esac\n", true)]
    [TestCase("csh", ".bashrc", "[ -x /bin/csh ] && exec /bin/csh\n")]
    public async Task A_start_up_file_that_becomes_another_shell(string shell, string file, string text, bool works = false)
    {
        Prerequisite.Programs((shell, shell));
        var account = new LabAccount("/bin/bash") { StartUp = (file, text) };
        await using var sshd = await RealSshd.StartAsync(account: account);
        await using var host = await SshHost.ConnectAsync(sshd.Target with { ConnectTimeout = TimeSpan.FromSeconds(3) });
        var watch = Stopwatch.StartNew();
        if (works)
        {
            Assert.That((await host.RunAsync(Script.Of("echo here"))).Output, Is.EqualTo("here\n"));
            return;
        }

        Assert.That(await ToldAsync(() => host.RunAsync(Script.Of("echo never"))), Does.Contain("start-up file"));
        Assert.That(watch.Elapsed, Is.LessThan(Soon));
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
