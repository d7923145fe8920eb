using Lab;
using Remote;
using Remote.Ssh;

namespace Integration.Remote;

[Parallelizable]
public sealed class SshLockTests
{
    private RealSshd sshd = null!;
    private SshHost host = null!, other = null!;
    private string path = null!;

    [SetUp]
    public async Task StartAsync()
    {
        (sshd, host) = await SshdFixture.StartAsync();
        other = await SshHost.ConnectAsync(sshd.Target);
        path = Path.Combine(TestFolder.Create(), "locks/it's $HOME");
    }

    [TearDown]
    public Task StopAsync() => SshdFixture.StopAsync(host, other, sshd);

    [Test]
    public async Task A_second_holder_is_refused_and_told_the_first()
    {
        await using var held = await host.LockAsync(path, "anna on ops1, target 'Expand'");

        var refusal = (await Assert.ThrowsAsync<HostLockedException>(() => other.LockAsync(path, "ben")))!;
        var own = (await Assert.ThrowsAsync<HostLockedException>(() => host.LockAsync(path, "ben")))!;

        Assert.That(refusal.Holder, Is.EqualTo("anna on ops1, target 'Expand'"));
        Assert.That(refusal.Message, Does.Contain(path).And.Contain(other.Name));
        Assert.That(own.Holder, Is.EqualTo(refusal.Holder));
        Assert.That((await host.RunAsync(Script.Of("echo on"))).Output, Is.EqualTo("on\n"));
    }

    [Test]
    public async Task A_freed_lock_can_be_taken_at_once_and_names_its_new_holder_only()
    {
        await (await host.LockAsync(path, "somebody with a long name")).DisposeAsync();
        Assert.That(FileLock.Holder(path), Is.Empty);

        await using var held = await other.LockAsync(path, "ben");

        Assert.That(FileLock.Holder(path), Is.EqualTo("ben"));
    }

    [Test]
    public async Task Locks_of_this_machine_and_of_ssh_exclude_each_other()
    {
        var here = new LocalHost();
        await using (await here.LockAsync(path, "here"))
        {
            Assert.That(
                () => host.LockAsync(path, "there"),
                Throws.InstanceOf<HostLockedException>().With.Property("Holder").EqualTo("here"));
        }

        await using var held = await host.LockAsync(path, "there");
        Assert.That(
            () => here.LockAsync(path, "here"),
            Throws.InstanceOf<HostLockedException>().With.Property("Holder").EqualTo("there"));
    }

    [Test]
    public async Task A_folder_of_a_server_excludes_runs_that_know_the_ensemble_by_another_name()
    {
        string[] folders = [Directory.CreateDirectory($"{path}.data'1").FullName, $"{path}.none"];
        var here = new LocalHost();
        await using (await host.LockAsync($"{path}.one", "there", folders))
        {
            Assert.That(() => here.LockAsync($"{path}.two", "here", folders), Throws.InstanceOf<HostLockedException>());
            Assert.That(
                () => other.LockAsync($"{path}.two", "ben", folders),
                Throws.InstanceOf<HostLockedException>().With.Message.Contains(folders[0]));
        }

        await using var held = await here.LockAsync($"{path}.two", "here", folders);
        Assert.That(() => host.LockAsync($"{path}.one", "there", folders), Throws.InstanceOf<HostLockedException>());
    }

    [Test]
    public async Task A_lock_ends_with_its_connection_and_nothing_is_done_without_it()
    {
        var held = await host.LockAsync(path, "anna");

        sshd.Cut();

        await Poll.UntilAsync(() => FileLock.Holder(path).Length == 0, "The lock is still held");
        await using var later = await SshHost.ConnectAsync(sshd.Target);
        await using var taken = await later.LockAsync(path, "ben");
        var lost = (await Assert.ThrowsAsync<LockLostException>(() => host.RunAsync(Script.Of("true"))))!;
        Assert.That(lost.Message, Does.Contain(path).And.Contain(host.Name));
        await held.DisposeAsync();
        Assert.That((await host.RunAsync(Script.Of("true"))).Succeeded);
    }

    [Test]
    public async Task A_lock_whose_holder_falls_silent_is_freed_by_the_host()
    {
        host.LockLife = (TimeSpan.FromHours(1), TimeSpan.FromSeconds(1));
        await using var silent = await host.LockAsync(path, "anna");

        await Poll.UntilAsync(() => FileLock.Holder(path).Length == 0, "The lock is still held");

        await using var taken = await other.LockAsync(path, "ben");
    }

    [Test]
    public async Task A_lock_whose_holder_gives_signs_of_life_is_kept()
    {
        host.LockLife = (TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(1));
        await using var held = await host.LockAsync(path, "anna");

        // Several times the host's patience, as the host counts it.
        await other.RunAsync(Script.Of("sleep 3"));

        Assert.That(() => other.LockAsync(path, "ben"), Throws.InstanceOf<HostLockedException>());
    }

    [Test]
    public async Task The_lock_of_a_killed_process_is_free()
    {
        // Its connection is that of another process, which is killed: what the kernel does then is the same for ours.
        using var ports = PortAllocator.Take();
        var port = ports.Next();
        await using var relay = await GuardedProcess.StartAsync(
            Path.Combine(TestFolder.Create("relay"), "log"), "/",
            [
                "ssh", "-N", "-F", "none", "-o", $"UserKnownHostsFile={sshd.KnownHosts}", "-i", sshd.UserKey("ed25519"),
                "-L", $"127.0.0.1:{port}:127.0.0.1:{sshd.Port}", "-p", $"{sshd.Port}", $"{sshd.Target.User}@127.0.0.1",
            ]);
        var target = sshd.Target with { Port = port, TrustUnknown = true };
        await using var doomed = await Poll.UntilAsync(
            async () =>
            {
                try
                {
                    return await SshHost.ConnectAsync(target);
                }
                catch (HostUnreachableException)
                {
                    return null;
                }
            },
            () => "The relay does not listen");
        await using var held = await doomed.LockAsync(path, "anna");

        await relay.KillAsync();

        await Poll.UntilAsync(() => FileLock.Holder(path).Length == 0, "The lock is still held");
        await using var taken = await other.LockAsync(path, "ben");
    }

    [Test]
    public void A_lock_that_cannot_be_made_is_told() =>
        Assert.That(
            () => host.LockAsync("/proc/nobody/lock", "anna"),
            Throws.InstanceOf<HostException>().With.Message.StartsWith($"{host.Name} cannot lock /proc/nobody/lock"));
}
