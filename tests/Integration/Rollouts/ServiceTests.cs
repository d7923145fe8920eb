using Ensembles.HostAccess;
using Ensembles.Inventories;
using Ensembles.Membership;
using Ensembles.Observing;
using Ensembles.Releases;
using Ensembles.Rendering;
using Ensembles.Rollouts;
using Lab;
using Lab.Hosts;
using ZooKeeper;
using ZooKeeper.Status;

namespace Integration.Rollouts;

/// <summary>A server on a real host: as whom it runs, by whom it is started, and who can read its files.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class ServiceTests
{
    private const string Version = "3.9.6";
    private const string Unit = "zookeeper-lab-1.service";
    private static readonly Renderer Renderer = new(Path.Combine(ProjectFolders.Root, "templates"));

    [TestCase("zkServer")]
    [TestCase("systemd")]
    public async Task A_server_runs_as_its_account_and_keeps_its_secrets(string service)
    {
        await using var host = await Deployed.StartAsync($"{{ service: {service}, user: zookeeper }}", "dynamic");

        // Other programs of root's log into the account's folder.
        await host.Lab.RunAsync("""
            mkdir -p /var/log/zookeeper/1/postgres
            for file in auth.log postgres/pg.log; do (umask 077; echo theirs >"/var/log/zookeeper/1/$file"); done
            chown 41002:41002 /var/log/zookeeper/1
            """);
        await host.StartAsync();
        Assert.That(
            await host.Lab.RunAsync("cd /var/log/zookeeper/1 && stat -c '%n %U %a' auth.log postgres postgres/pg.log && rm -r auth.log postgres"),
            Is.EqualTo("auth.log root 600\npostgres root 755\npostgres/pg.log root 600"), "what is root's stays so");

        var facts = await host.FactsAsync();
        Assert.That(facts.StartedByUs, Is.True);
        Assert.That(await host.Lab.RunAsync("stat -c %U \"/proc/$1\"", $"{facts.Pid}"), Is.EqualTo("zookeeper"));
        Assert.That(
            await host.Lab.RunAsync(
                "find /etc/zookeeper/1 /var/lib/zookeeper/1 /var/log/zookeeper/1 ! -user zookeeper ! -name pid"),
            Is.Empty);
        Assert.That(await host.Lab.RunAsync("grep -c superDigest /etc/zookeeper/1/zoo.cfg"), Is.EqualTo("1"));
        string[] secrets = ["/etc/zookeeper/1/zoo.cfg", "/etc/zookeeper/1/started/zoo.cfg"];
        foreach (var secret in secrets.Append("/var/lib/zookeeper/1/version-2/*"))
        {
            Assert.That(
                await host.Lab.RunAsync($"su deploy -c 'cat {secret}' 2>&1 || true"),
                Does.Contain("Permission denied"), secret);
        }

        await host.Control.StopAsync(host.Server, default);
        Assert.That((await host.FactsAsync()).Pid, Is.Null);
        Assert.That(await host.Lab.RunAsync("ps -eo args | grep -c '[Q]uorumPeerMain' || true"), Is.EqualTo("0"));
    }

    [TestCase("zkServer")]
    [TestCase("systemd")]
    public async Task Two_that_start_a_server_at_once_start_it_once(string service)
    {
        await using var host = await Deployed.StartAsync($"{{ service: {service}, user: zookeeper }}", "static");
        await host.Control.WriteAsync(host.Server, new MembershipForm.Standalone(), default);

        await Task.WhenAll(
            Enumerable.Range(0, 3).Select(_ => host.Control.StartAsync(host.Server, initialize: true, default)));

        await host.UntilServingAsync();
        Assert.That(await host.Lab.RunAsync("ps -eo args | grep -c '[Q]uorumPeerMain'"), Is.EqualTo("1"));
        Assert.That((await host.FactsAsync()).StartedByUs, Is.True);
        await host.Control.StopAsync(host.Server, default);
    }

    [Test]
    public async Task A_unit_is_enabled_once_and_read_anew_when_it_changed()
    {
        await using var host = await Deployed.StartAsync("{ service: systemd }", "static");
        await host.StartAsync();
        var first = (await host.FactsAsync()).Pid;
        await host.Control.StartAsync(host.Server, initialize: false, default);
        Assert.That((await host.FactsAsync()).Pid, Is.EqualTo(first), "a server that runs is left alone");

        await host.Control.RestartAsync(host.Server, kill: false, default);
        await host.UntilServingAsync();
        Assert.That((await host.FactsAsync()).Pid, Is.Not.EqualTo(first));
        Assert.That(await host.Lab.SystemctlCallsAsync(), Is.EqualTo(
            [$"enable --quiet {Unit}", $"start {Unit}", $"stop {Unit}", $"start {Unit}"]));

        await host.Lab.RunAsync("echo '# another word' >>\"/etc/systemd/system/$1\"", Unit);
        await host.Control.SettleAsync(host.Server, default);
        Assert.That(await host.Lab.SystemctlCallsAsync(), Has.Count.EqualTo(5).And.ItemAt(4).EqualTo("daemon-reload"));
    }

    [Test]
    public async Task A_server_that_zkServer_started_is_stopped_for_its_unit()
    {
        await using var host = await Deployed.StartAsync("{ service: zkServer, user: zookeeper }", "static");
        await host.StartAsync();
        var first = (await host.FactsAsync()).Pid;
        var unit = host.With(await Fleet(host.Hosts, "service: systemd\nuser: zookeeper").ReadAsync());
        await unit.Control.WriteAsync(unit.Server, new MembershipForm.Standalone(), default);

        await unit.Control.RestartAsync(unit.Server, kill: false, default);
        await unit.UntilServingAsync();

        Assert.That(await host.Lab.RunAsync("ls /proc | grep -cx \"$1\" || true", $"{first}"), Is.EqualTo("0"));
        Assert.That((await unit.FactsAsync()).StartedByUs, Is.True);
        Assert.That(await host.Lab.SystemctlCallsAsync(), Is.EqualTo([$"enable --quiet {Unit}", $"start {Unit}"]));
    }

    [Test]
    public async Task A_unit_that_does_not_start_is_told()
    {
        await using var host = await Deployed.StartAsync("{ service: systemd }", "static");
        await host.Lab.InstallProgramAsync(
            "systemctl", "#!/bin/sh\n[ \"$1\" = start ] || exit 0\necho 'Failed to start it' >&2; exit 1");
        await host.Control.WriteAsync(host.Server, new MembershipForm.Standalone(), default);

        Assert.That(() => host.Control.StartAsync(host.Server, initialize: true, default), Throws
            .InstanceOf<global::Remote.ScriptFailedException>().With.Message.EqualTo(
                "start server 1 on zk1 failed with exit code 71: Failed to start it"));
    }

    [Test]
    public async Task The_unit_is_what_systemd_accepts()
    {
        Prerequisite.Programs(("systemd-analyze", "systemd"));
        await using var host = await Deployed.StartAsync("{ service: systemd, user: zookeeper }", "static");
        await host.Control.WriteAsync(host.Server, new MembershipForm.Standalone(), default);

        var verdict = await host.Lab.RunAsync(
            "systemd-analyze --man=no verify \"/etc/systemd/system/$1\" 2>&1 | grep -F \"$1\" || true", Unit);

        Assert.That(verdict, Is.Empty);
        await host.Lab.RunAsync("sed -i s/^ExecStart=/ExecStrat=/ \"/etc/systemd/system/$1\"", Unit);
        Assert.That(
            await host.Lab.RunAsync("systemd-analyze --man=no verify \"/etc/systemd/system/$1\" 2>&1 || true", Unit),
            Does.Contain("ExecStrat"), "the check can fail");
    }

    private static LabFleet Fleet(LabHosts hosts, string more, bool isDynamic = false) =>
        new(hosts, Version, isDynamic) { Name = "lab", More = more };

    /// <summary>A lab's only host with the release on it.</summary>
    private sealed record Deployed(LabHosts Hosts, Fleet Fleet) : IAsyncDisposable
    {
        public LabHost Lab => Hosts[1];

        public Server Server => Fleet.Inventory.Servers[0];

        public ServerControl Control => new(Fleet, Renderer);

        public static async Task<Deployed> StartAsync(string flow, string membership)
        {
            var hosts = await LabHosts.StartAsync(1);
            await hosts[1].InstallSystemctlAsync();
            var yaml = flow.Trim('{', '}', ' ').Replace(", ", "\n", StringComparison.Ordinal);
            var deployed = new Deployed(hosts, null!).With(
                await ServiceTests.Fleet(hosts, yaml, isDynamic: membership == "dynamic").ReadAsync());
            var (host, archive) = (deployed.Fleet[deployed.Server], await LabReleases.ArchiveAsync(Version));
            await ReleaseInstaller.InstallAsync(host, archive, deployed.Fleet.Inventory.InstallPath);
            await ReleaseInstaller.SwitchAsync(host, archive, deployed.Fleet.Inventory.InstallPath);
            return deployed;
        }

        public Deployed With(Inventory inventory) => this with { Fleet = new(inventory, _ => new LabConnection(Lab)) };

        public async Task StartAsync()
        {
            var form = Fleet.Inventory.Membership == MembershipKind.Dynamic
                ? (MembershipForm)new MembershipForm.DynamicInitial([Server.Line()])
                : new MembershipForm.Standalone();
            await Control.WriteAsync(Server, form, default);
            await Control.StartAsync(Server, initialize: true, default);
            await UntilServingAsync();
        }

        public Task<string> UntilServingAsync() => Poll.UntilAsync(
            async () => await ModeAsync() is { } mode and not ServerMode.NotServing ? $"{mode}" : null,
            () => $"the server does not serve: see {Hosts.Folder}/{Lab.Name}/log");

        public Task<HostFacts> FactsAsync() => HostFacts.TakeAsync(Fleet, Server, [], default);

        public ValueTask DisposeAsync() => Hosts.DisposeAsync();

        private async Task<ServerMode?> ModeAsync()
        {
            try
            {
                var address = new HostPort(Server.Host, Server.Ports.Client);
                return (await ServerStatus.AskAsync(address, TimeSpan.FromSeconds(1))).Mode;
            }
            catch (FourLetterWordException)
            {
                return null;
            }
        }
    }
}
