using System.Net.Sockets;
using Lab;
using Remote;
using Remote.Ssh;

namespace Integration.Remote;

[Parallelizable]
public sealed class SshLoginTests
{
    private RealSshd sshd = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => sshd = await RealSshd.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (sshd is not null)
        {
            await sshd.DisposeAsync();
        }
    }

    [TestCase("ed25519")]
    [TestCase("ecdsa")]
    [TestCase("rsa")]
    public async Task A_key_of_each_type_lets_in(string type) =>
        await AssertLetsInAsync(sshd.Target with { Keys = [sshd.UserKey(type)] });

    [TestCase("ed25519")]
    [TestCase("rsa")]
    public async Task An_encrypted_key_is_opened_by_its_passphrase(string type)
    {
        await using var other = await RealSshd.StartAsync();
        var key = await other.MakeKeyAsync(Path.Combine(other.Folder, "locked"), type, "a 'secret'");
        await other.AuthorizeAsync(key);
        var target = other.Target with { Keys = [key], Passphrase = "a 'secret'" };

        await AssertLetsInAsync(target);
        await AssertRefusedAsync(target with { Passphrase = "hunter2" }, key, "is the passphrase right?");
        await AssertRefusedAsync(target with { Passphrase = null }, key, "is encrypted, and no passphrase is given");
    }

    [TestCase("ed25519")]
    [TestCase("ecdsa")]
    [TestCase("rsa")]
    public async Task A_key_of_the_agent_lets_in(string type)
    {
        await using var agent = await RealSshAgent.StartAsync(sshd.UserKey(type));

        await AssertLetsInAsync(sshd.Target with { Keys = [], UseAgent = true, AgentSocket = agent.Socket });
    }

    [Test]
    public async Task Of_several_keys_the_right_one_is_found()
    {
        var folder = TestFolder.Create("keys");
        var wrong = await sshd.MakeKeyAsync(Path.Combine(folder, "wrong"), "ed25519");
        await using var agent = await RealSshAgent.StartAsync(wrong, sshd.UserKey("rsa"));

        await AssertLetsInAsync(sshd.Target with { Keys = [wrong, sshd.UserKey("ecdsa")] });
        await AssertLetsInAsync(sshd.Target with { Keys = [wrong], UseAgent = true, AgentSocket = agent.Socket });
    }

    /// <summary>As ssh itself: such a key may be anybody's by now.</summary>
    [TestCase(UnixFileMode.GroupRead)]
    [TestCase(UnixFileMode.OtherRead)]
    public async Task A_key_that_others_may_read_is_not_used_until_that_is_put_right(UnixFileMode others)
    {
        const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var other = await RealSshd.StartAsync();
        var key = await other.MakeKeyAsync(Path.Combine(other.Folder, "open"), "ed25519");
        await other.AuthorizeAsync(key);
        SetMode(key, Own | others);

        await AssertRefusedAsync(other.Target with { Keys = [key] }, key, $"run chmod 600 {key}");
        SetMode(key, Own);
        await AssertLetsInAsync(other.Target with { Keys = [key] });
    }

    private static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }

    [Test]
    public async Task A_wrong_key_is_told_with_all_that_was_tried()
    {
        var wrong = await sshd.MakeKeyAsync(Path.Combine(TestFolder.Create("keys"), "wrong"), "ed25519");
        await using var agent = await RealSshAgent.StartAsync(wrong);
        var target = sshd.Target with { Keys = [wrong, "/no/key"], UseAgent = true, AgentSocket = agent.Socket };

        await AssertRefusedAsync(
            target, target.Name, $"key {wrong};", "key /no/key cannot be read", "agent's key test SHA256:");
    }

    [Test]
    public async Task Nothing_to_log_in_with_is_told_before_anything_is_sent() =>
        await AssertRefusedAsync(
            sshd.Target with { Keys = [], UseAgent = true, AgentSocket = "/no/agent" },
            "nothing to log in", "/no/agent");

    [Test]
    public void A_password_is_never_told() =>
        Assert.That(
            () => SshHost.ConnectAsync(sshd.Target with { Keys = [], Password = "pssst" }),
            Throws.InstanceOf<HostAuthenticationException>().With.Message.Not.Contains("pssst"));

    [Test]
    public async Task An_unknown_host_is_refused_with_fingerprint_and_remedy()
    {
        var target = sshd.Target with { KnownHosts = [Path.Combine(TestFolder.Create(), "none")] };

        var refusal = (await Assert.ThrowsAsync<HostKeyException>(() => SshHost.ConnectAsync(target)))!;

        Assert.That(refusal.Message, Does.Contain("SHA256:").And.Contain($"ssh-keyscan -p {sshd.Port} -t "));
        await AssertLetsInAsync(target with { TrustUnknown = true });
    }

    [Test]
    public async Task A_changed_host_key_is_refused_even_where_unknown_ones_are_trusted()
    {
        await using var other = await RealSshd.StartAsync();
        await other.KnowAsync(["ed25519"]);
        File.Delete(other.HostKey("ed25519"));
        await other.MakeKeyAsync(other.HostKey("ed25519"), "ed25519");
        await other.KillAsync();
        await other.StartAsync();

        var refusal = (await Assert.ThrowsAsync<HostKeyException>(
            () => SshHost.ConnectAsync(other.Target with { TrustUnknown = true })))!;

        Assert.That(refusal.Message,
            Does.Contain($"{other.KnownHosts} line 1").And.Contain($"ssh-keygen -R '[127.0.0.1]:{other.Port}'"));
    }

    [TestCase("ed25519")]
    [TestCase("ecdsa")]
    [TestCase("rsa")]
    public async Task The_host_is_asked_for_a_key_that_is_known(string type)
    {
        var file = Path.Combine(TestFolder.Create(), "known_hosts");
        await File.WriteAllTextAsync(file, $"[127.0.0.1]:{sshd.Port} {sshd.PublicHostKey(type)}\n");

        await AssertLetsInAsync(sshd.Target with { KnownHosts = [file] });
    }

    [Test]
    public async Task Hashed_names_are_known()
    {
        var file = Path.Combine(TestFolder.Create(), "known_hosts");
        File.Copy(sshd.KnownHosts, file);
        await new LocalHost().RunAsync(Script.Of("ssh-keygen -q -H -f \"$1\"", file));

        Assert.That(await File.ReadAllTextAsync(file), Does.StartWith("|1|"));
        await AssertLetsInAsync(sshd.Target with { KnownHosts = [file] });
    }

    [Test]
    public async Task A_revoked_key_is_refused()
    {
        var file = Path.Combine(TestFolder.Create(), "known_hosts");
        await File.WriteAllLinesAsync(
            file, RealSshd.KeyTypes.Select(type => $"@revoked * {sshd.PublicHostKey(type)}"));

        Assert.That(
            () => SshHost.ConnectAsync(sshd.Target with { KnownHosts = [sshd.KnownHosts, file], TrustUnknown = true }),
            Throws.InstanceOf<HostKeyException>().With.Message.Contains("is revoked in"));
    }

    [Test]
    public async Task A_host_without_sshd_is_told()
    {
        using var ports = PortAllocator.Take();
        var target = sshd.Target with { Port = ports.Next() };

        var error = (await Assert.ThrowsAsync<HostUnreachableException>(() => SshHost.ConnectAsync(target)))!;

        Assert.That(error.Message, Does.Contain(target.Name).And.Contain("is sshd running"));
    }

    [Test]
    public void A_host_that_does_not_answer_is_told_from_a_cancellation()
    {
        using var silent = new TcpListener(System.Net.IPAddress.Loopback, 0);
        silent.Start();
        var target = sshd.Target with
        {
            Port = ((System.Net.IPEndPoint)silent.LocalEndpoint).Port, ConnectTimeout = TimeSpan.FromMilliseconds(300),
        };

        Assert.That(
            () => SshHost.ConnectAsync(target),
            Throws.InstanceOf<HostUnreachableException>().With.Message.Contains("no answer within 0.3 s"));
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        Assert.That(
            () => SshHost.ConnectAsync(target with { ConnectTimeout = TimeSpan.FromMinutes(1) }, cancel.Token),
            Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task Hosts_are_reached_over_one_jump_and_over_two()
    {
        await using var first = await RealSshd.StartAsync(purpose: "first");
        await using var second = await RealSshd.StartAsync(purpose: "second");

        await AssertLetsInAsync(sshd.Target with { Jumps = [first.Target] });
        await AssertLetsInAsync(sshd.Target with { Jumps = [first.Target, second.Target] });
        Assert.That(await File.ReadAllTextAsync(second.Log), Does.Contain("Accepted publickey"));
    }

    [Test]
    public async Task The_key_of_each_host_on_the_way_is_checked()
    {
        await using var jump = await RealSshd.StartAsync(purpose: "jump");
        var stranger = Path.Combine(TestFolder.Create(), "none");

        var unknownJump = (await Assert.ThrowsAsync<HostKeyException>(() => SshHost.ConnectAsync(
            sshd.Target with { Jumps = [jump.Target with { KnownHosts = [stranger] }] })))!;
        var unknownHost = (await Assert.ThrowsAsync<HostKeyException>(() => SshHost.ConnectAsync(
            sshd.Target with { Jumps = [jump.Target], KnownHosts = [stranger] })))!;

        Assert.That(unknownJump.Message, Does.Contain($"[127.0.0.1]:{jump.Port} presents"));
        Assert.That(unknownHost.Message, Does.Contain($"[127.0.0.1]:{sshd.Port} presents")
            .And.Contain($"ssh -p {jump.Port} {jump.Target.User}@127.0.0.1 'ssh-keyscan -p {sshd.Port}"));
    }

    [Test]
    public async Task A_jump_that_cannot_reach_the_host_is_told()
    {
        using var ports = PortAllocator.Take();
        await using var jump = await RealSshd.StartAsync(purpose: "jump");
        var target = sshd.Target with { Port = ports.Next(), Jumps = [jump.Target] };

        Assert.That(
            () => SshHost.ConnectAsync(target),
            Throws.InstanceOf<HostUnreachableException>().With.Message.Contains(target.Name));
    }

    private static async Task AssertLetsInAsync(SshTarget target)
    {
        await using var host = await SshHost.ConnectAsync(target);

        var result = await host.RunAsync(Script.Of("echo \"$1\"", "inside"));

        Assert.That(result, Is.EqualTo(new ScriptResult(target.Name, 0, "inside\n", "")));
    }

    private static async Task AssertRefusedAsync(SshTarget target, params string[] words)
    {
        var refusal = (await Assert.ThrowsAsync<HostAuthenticationException>(() => SshHost.ConnectAsync(target)))!;

        Assert.Multiple(() => Array.ForEach(words, word => Assert.That(refusal.Message, Does.Contain(word))));
    }
}
