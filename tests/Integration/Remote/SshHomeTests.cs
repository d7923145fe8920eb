using Lab;
using Remote.Ssh;

namespace Integration.Remote;

/// <summary>The suite in a home of its own: what lies in <c>~/.ssh</c> counts for it as for the person's ssh.</summary>
[Parallelizable]
public sealed class SshHomeTests
{
    private RealSshd host = null!, gate = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        host = await RealSshd.StartAsync(purpose: "host");
        gate = await RealSshd.StartAsync(purpose: "gate");
        await host.AuthorizeAsync(host.UserKey("ed25519"));
        await gate.AuthorizeAsync(gate.UserKey("ed25519"));
    }

    [OneTimeTearDown]
    public Task StopAsync() => SshdFixture.StopAsync(host, gate);

    [Test]
    public async Task The_usual_key_and_the_usual_known_hosts()
    {
        var home = Home("", key: "id_ed25519");

        await AssertIsLookedAtAsync(home, $"port: {host.Port}", "127.0.0.1");
    }

    [Test]
    public async Task A_key_and_known_hosts_of_the_configuration()
    {
        var home = Home($"""
            Host zk
              HostName 127.0.0.1
              Port {host.Port}
              IdentityFile ~/.ssh/for-zookeeper
              UserKnownHostsFile ~/.ssh/known_hosts.d/%n
            """, key: "for-zookeeper");
        Directory.CreateDirectory(Path.Combine(home, ".ssh", "known_hosts.d"));
        File.Move(Path.Combine(home, ".ssh", "known_hosts"), Path.Combine(home, ".ssh", "known_hosts.d", "zk"));

        await AssertIsLookedAtAsync(home, "", "zk");
    }

    /// <summary>Of the alias name, port, account and key; the account of the inventory is that of the hosts.</summary>
    [Test]
    public async Task A_jump_that_is_an_alias()
    {
        var home = Home($"""
            Host bastion
              HostName 127.0.0.1
              Port {gate.Port}
              User {Environment.UserName}
              IdentityFile {gate.UserKey("ed25519")}
              UserKnownHostsFile {gate.KnownHosts}
            """, key: "id_ed25519");

        await AssertIsLookedAtAsync(home, $"port: {host.Port}, jump: bastion", "127.0.0.1");
    }

    [Test]
    public async Task A_proxy_command_and_an_alias_of_the_host_key()
    {
        var home = Home($"""
            Host zk-hidden
              HostName 192.0.2.10
              HostKeyAlias the-hidden
              ProxyCommand bash -c 'exec 3<>/dev/tcp/127.0.0.1/{host.Port}; cat <&3 & cat >&3; kill $!'
            """, key: "id_ed25519");
        File.WriteAllText(Path.Combine(home, ".ssh", "known_hosts"), $"the-hidden {host.PublicHostKey("ed25519")}\n");

        await AssertIsLookedAtAsync(home, "", "zk-hidden");
    }

    [Test]
    public async Task What_is_not_followed_is_named_with_its_line_and_nothing_is_asked()
    {
        var home = Home("# first\nMatch host 127.0.0.1 localnetwork 10.0.0.0/8\n  User other\n", key: "id_ed25519");

        var (_, output) = await StatusAsync(home, $"port: {host.Port}", "127.0.0.1");
        Assert.That(output.ReplaceLineEndings(" "), Does.Match(@"\.ssh/config:2: the condition\s+Match\s+localnetwork"));

        var (exitCode, plan) = await RunAsync("Plan", home, $"port: {host.Port}", "127.0.0.1");
        Assert.That(exitCode, Is.EqualTo(4), plan);
    }

    private string Home(string config, string key)
    {
        var home = TestFolder.Create("home");
        var folder = Directory.CreateDirectory(Path.Combine(home, ".ssh")).FullName;
        File.WriteAllText(Path.Combine(folder, "config"), config);
        File.Copy(host.UserKey("ed25519"), Path.Combine(folder, key));
        File.Copy(host.KnownHosts, Path.Combine(folder, "known_hosts"));
        return home;
    }

    private static async Task AssertIsLookedAtAsync(string home, string connection, string name)
    {
        var (exitCode, output) = await StatusAsync(home, connection, name);

        Assert.That(exitCode, Is.Zero, output);
        Assert.That(output, Does.Not.Contain("unreachable").And.Contains("not started"), output);
    }

    private static Task<(int ExitCode, string Output)> StatusAsync(string home, string connection, string name) =>
        RunAsync("Status", home, connection, name);

    private static async Task<(int ExitCode, string Output)> RunAsync(
        string target, string home, string connection, string name)
    {
        var inventory = Path.Combine(home, "inventory.yml");
        var more = connection.Length == 0 ? "" : $", {connection}";
        await File.WriteAllTextAsync(inventory, $$"""
            ensemble: home
            release: { version: 3.9.6, archive: /tmp/none.tar.gz }
            membership: static
            connection: { type: ssh, user: {{Environment.UserName}}{{more}} }
            paths: { install: {{home}}/install, config: {{home}}/conf, data: {{home}}/data, log: {{home}}/log }
            servers:
              - { id: 1, host: {{name}}, ports: { client: 30900, quorum: 30901, election: 30902, admin: 0 } }
            """);
        return await Ci.Program.RunAsync(
            new Dictionary<string, string?> { ["HOME"] = home, ["SSH_AUTH_SOCK"] = null, ["NO_COLOR"] = "1", ["COLUMNS"] = "500" },
            "dotnet", "exec", SuiteProcess.Program, $"--target={target}", $"--inventory={inventory}");
    }
}
