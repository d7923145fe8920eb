using System.Diagnostics;
using Ensembles.Findings;
using Ensembles.HostAccess;
using Ensembles.Preflight;
using Lab;
using Lab.Hosts;

namespace Integration.Preflighting;

/// <summary>Faults are made on real hosts, and each must be told with its host before anything is changed.</summary>
[Parallelizable]
public sealed class PreflightTests
{
    private const string Version = "3.9.6";

    [Test]
    public async Task Five_healthy_hosts_have_no_fault_and_are_asked_once()
    {
        await using var lab = await LabHosts.StartAsync(5);
        await using var fleet = await FleetAsync(Named(lab));
        var archive = await LabReleases.ArchiveAsync(Version);
        var before = await StateAsync(lab[1]);

        var watch = Stopwatch.StartNew();
        var report = await PreflightRun.RunAsync(fleet, observation: null, archive);
        await TestContext.Out.WriteLineAsync($"five hosts in {watch.ElapsedMilliseconds} ms");

        Assert.That(report.ToString(), Is.Empty);
        Assert.That(report.Passed, Is.True);
        Assert.That(
            fleet.Inventory.Servers.Select(server => ((LabConnection)fleet[server]).Scripts), Is.All.EqualTo(1));
        Assert.That(await StateAsync(lab[1]), Is.EqualTo(before), "a look changes nothing");
    }

    [Test]
    public async Task All_faults_of_all_hosts_are_told_at_once()
    {
        await using var lab = await LabHosts.StartAsync(5);
        await lab[1].HideJavaAsync();
        await lab[1].MountDiskAsync("/opt/zookeeper", 64 << 10);
        await lab[2].RunAsync("setsid python3 -c \"$1\" >/dev/null 2>&1 &",
            "import socket,time; s=socket.socket(); s.bind(('',2181)); s.listen(); time.sleep(1000)");
        await lab[2].RunAsync("until ss -ltn | grep -q :2181; do sleep 0.02; done");
        await lab[2].RunAsync("mkdir -p /var/lib/zookeeper/2 && echo 7 >/var/lib/zookeeper/2/myid");
        await lab[3].MakeReadOnlyAsync("/var/lib/zookeeper");
        await lab[3].RunAsync("sed -i '/zk1$/s/^[0-9.]*/10.9.9.9/; /zk3$/s/^[0-9.]*/127.0.1.1/' /etc/hosts");
        await lab[4].InstallProgramAsync("date", "#!/bin/sh\necho $(($(/bin/date +%s) - 5)).000000000");
        await lab[4].SilenceAsync(3888);
        await lab[4].RunAsync("sed -i /^zookeeper:/d /etc/passwd");
        await lab[4].RunAsync("mkdir -p /var/lib/zookeeper/4 && : >/var/lib/zookeeper/4/ibdata1");
        lab[5].PowerOff();
        await using var fleet = await FleetAsync(Named(lab));

        var report = await PreflightRun.RunAsync(fleet, observation: null, await LabReleases.ArchiveAsync(Version));

        await TestContext.Out.WriteLineAsync($"{report}");
        Assert.That(report.Passed, Is.False);
        var lines = report.Faults.Select(fault => fault.Subject.Lead + fault.Text).ToList();
        Assert.That(report.Faults.Select(fault => fault.Code), Is.SupersetOf(new[]
        {
            HostCodes.JavaMissing, HostCodes.DiskFull, HostCodes.PortTaken, HostCodes.OtherServersData,
            HostCodes.FolderNotWritable, HostCodes.NameDiffers, HostCodes.NameIsLoopback, HostCodes.ClockSkew,
            HostCodes.AccountMissing, HostCodes.ForeignFiles, HostCodes.PeerSilent, HostCodes.Unreachable,
        }));
        Assert.That(lines, Has.One.StartsWith("zk1: no Java runs"));
        Assert.That(lines, Has.One.StartsWith("zk1: /opt/zookeeper has"));
        Assert.That(lines, Has.One.Match("^zk2: server 2: client port 2181 is held by python3.* \\(process \\d+\\)"));
        Assert.That(lines, Has.One.StartsWith("zk2: server 2: /var/lib/zookeeper/2 holds the data of server 7"));
        Assert.That(lines, Has.One.StartsWith(
            "zk3: server 3: paths.data (/var/lib/zookeeper/3) does not exist, and root cannot make it"));
        Assert.That(lines, Has.One.StartsWith("zk3: server 1: the name zk1 is 10.9.9.9; on zk1 it is 10.211."));
        Assert.That(lines, Has.One.StartsWith(
            "zk3: server 3: the name zk3 is 127.0.1.1, this host alone: the server would"));
        Assert.That(lines, Has.One.StartsWith("zk4: its clock is"));
        Assert.That(lines, Has.One.StartsWith("zk4: there is no account zookeeper"));
        Assert.That(lines, Has.One.StartsWith("zk4: server 4: /var/lib/zookeeper/4 holds ibdata1"));
        Assert.That(lines, Has.One.StartsWith("zk2: no answer from election port 3888 of server 4 (zk4) in 3 s"));
        Assert.That(lines, Has.None.Contains("quorum port 2888 of server 4"), "a refusal is healthy before a start");
        Assert.That(lines, Has.One.StartsWith("zk5: "), "the host that is off is one fault, not one of each host");
    }

    [Test]
    public async Task Too_little_memory_and_a_Java_that_is_too_old_are_faults()
    {
        await using var lab = await LabHosts.StartAsync(1);
        await lab[1].InstallProgramAsync("java", "#!/bin/sh\necho 'openjdk version \"1.7.0_80\"' >&2");
        await using var fleet = await FleetAsync(new(lab, Version, IsDynamic: false) { Heap = "1000g" });

        var report = await PreflightRun.RunAsync(fleet, observation: null);

        Assert.That(report.Faults.Select(fault => fault.Message), Is.EquivalentTo(
        [
            "ZooKeeper 3.9.6 needs Java 8 or later; this is 1.7.0_80", report.Faults.Single(IsMemory).Message,
        ]));

        static bool IsMemory(Finding fault) =>
            fault.Code == HostCodes.MemoryTooSmall
            && fault.Message.StartsWith("a heap of 1000g cannot fit", StringComparison.Ordinal);
    }

    private static LabFleet Named(LabHosts lab) =>
        new(lab, Version, IsDynamic: false) { IsNamed = true, More = "user: zookeeper" };

    private static async Task<Fleet> FleetAsync(LabFleet wanted) =>
        new(await wanted.ReadAsync(), server => new LabConnection(wanted.Lab[server.Id]));

    private static Task<string> StateAsync(LabHost host) =>
        host.RunAsync("find /opt /etc /var/lib /var/log /home /root /tmp -xdev | sort | sha512sum");
}
