using System.Collections.Immutable;
using System.Net;
using Ensembles.Inventories;
using Ensembles.Preflight;
using ZooKeeper.Status;

namespace Unit.Preflighting;

/// <summary>What counts as a fault of a host, and what does not.</summary>
internal sealed class JudgementTests
{
    private readonly Inventory inventory = Probes.Inventory();

    [Test]
    public void Hosts_in_order_have_no_fault() =>
        Assert.That(
            Probes.Judged(inventory, inventory.Servers.Select(server => Probes.Host(inventory, server.Id))), Is.Empty);

    /// <summary>3 MiB of data: a copy, a snapshot as large, a log of 1 MiB, 1 MiB for the rest.</summary>
    [TestCase(8192, 0, null)]
    [TestCase(8191, 0, "8 MiB are needed: 1 MiB for data of server 1, 3 MiB for the copy of server 1 before the first change, 3 MiB for the next snapshot of server 1, at most, 1 MiB for its next log")]
    [TestCase(8191, 6000, "the suite's own copies in /var/lib/zookeeper/backups take 6 MiB")]
    public void A_copy_is_counted_beside_what_its_server_needs_to_go_on(int free, int kept, string? fault)
    {
        var small = Probes.Inventory("settings: { preAllocSize: 1024 }\npaths: { data: /var/lib/zookeeper }");
        var host = Probes.Host(small, 1) with
        {
            Folders = [new(1, "data", true, true, true, "root", free, "/var")],
            Sizes = ImmutableDictionary<int, long>.Empty.Add(1, 3072),
            Pids = ImmutableDictionary<int, int>.Empty.Add(1, 77),
            Copies = ImmutableDictionary<int, ProbedCopy>.Empty.Add(1, new(3072, 3072, kept)),
        };
        var faults = PreflightRun.Judge(Probes.Scope(small, host) with { Copied = 1 }).Select(each => each.Text).ToList();
        Assert.That(faults, fault is null ? Is.Empty : Has.One.Contains(fault).And.One.Contains("--no-backup"));
        Assert.That(PreflightRun.Judge(Probes.Scope(small, host)), Is.Empty, "without a copy");
    }

    [Test]
    public void What_cannot_be_started_again_is_told_before_it_is_stopped()
    {
        var host = Probes.Host(inventory, 1);

        Assert.That(
            Probes.Judged(inventory, host with { Commands = host.Commands.Add(1, "/opt/zk/bin/zkServer.sh") }),
            Is.EqualTo(["Error host1: /opt/zk/bin/zkServer.sh, which starts it, is no program that can be run"]));
        Assert.That(
            Probes.Judged(inventory, host with { Jars = host.Jars.Add(1, "lib/zookeeper-3.9.3.jar") }),
            Is.EqualTo(["Error host1: lib/zookeeper-3.9.3.jar, which its process was started from, is not there any more"]));
    }

    [TestCase("1.7.0_80", 7)]
    [TestCase("1.8.0_402", 8)]
    [TestCase("9", 9)]
    [TestCase("17.0.15", 17)]
    [TestCase("21-ea", 21)]
    public void Java_counts_its_releases_in_two_ways(string version, int feature) =>
        Assert.That(HostChecks.Feature(version), Is.EqualTo(feature));

    [TestCase("3.4.13", "1.7.0_80", true)]
    [TestCase("3.4.13", "1.6.0_45", false)]
    [TestCase("3.5.10", "1.7.0_80", true)]
    [TestCase("3.6.0", "1.7.0_80", false)]
    [TestCase("3.9.4", "1.8.0_402", true)]
    [TestCase("3.10.0", "11.0.2", false)]
    [TestCase("3.10.0", "17.0.1", true)]
    public void Java_must_be_new_enough_for_the_release(string release, string java, bool passes)
    {
        var older = Probes.Inventory(version: release);
        Assert.That(
            Probes.Judged(older, Probes.Host(older, 1) with { Java = java }), Has.Length.EqualTo(passes ? 0 : 1));
    }

    // Asked from 0 to 0.5 s; a session lasts 40 s at most.
    [TestCase(0.6, false, null)]
    [TestCase(-0.9, false, null)]
    [TestCase(1.6, false, "Warning host1: its clock is 1.1 s ahead of this machine's")]
    [TestCase(-1.1, false, "Warning host1: its clock is 1.1 s behind this machine's")]
    [TestCase(-1.1, true, null)]
    [TestCase(-42.0, true, "Error host1: its clock is 41 s behind this machine's, more than a session lasts")]
    [TestCase(41.0, false, "Error host1: its clock is 40.5 s ahead of this machine's, more than a session lasts")]
    public void A_clock_is_wrong_only_where_asking_cannot_explain_it(double seconds, bool whole, string? fault) =>
        Assert.That(Probes.Judged(inventory, Probes.Host(inventory, 1).SkewedBy(seconds, whole)),
            Is.EqualTo(fault is null ? [] : new[] { fault }));

    [TestCase(1000, false)]
    [TestCase(1001, true)]
    public void A_joiner_is_warned_of_that_has_more_to_copy_than_initLimit_gives_time_for(int mebibytes, bool warned)
    {
        var full = ImmutableDictionary<int, long>.Empty.Add(1, (long)mebibytes << 10);
        var faults = Probes.Judged(
            inventory, Probes.Host(inventory, 1) with { Sizes = full }, Probes.Host(inventory, 2));

        Assert.That(faults, Is.EqualTo(!warned ? [] : new[]
        {
            "Warning host2: it copies up to 1001 MiB, and initLimit gives it 20 s: enough for 1000 MiB on a slow disk " +
            "or network",
        }));
    }

    [Test]
    public void Heaps_of_all_servers_of_a_host_must_fit()
    {
        var host = Probes.Host(inventory, 1);
        var all = host with { Servers = inventory.Servers };
        Assert.That(Probes.Judged(inventory, all with { Memory = (3 << 20, 3 << 20) }), Is.Empty);
        Assert.That(Probes.Judged(inventory, all with { Memory = ((3 << 20) - 1, 3 << 20) }),
            Is.EqualTo(["Error host1: 3 heaps of 1g cannot fit into 3071 MiB of memory"]));
        Assert.That(Probes.Judged(inventory, host with { Memory = (8 << 20, 512 << 10) }),
            Is.EqualTo(["Warning host1: 512 MiB of memory are free, and servers to start want 1024 MiB"]));
    }

    [TestCase("0.0.0.0", 2181, 12, true)]
    [TestCase("127.0.0.1", 2181, 12, true, Description = "the client port is on every address")]
    [TestCase("127.0.0.1", 3888, 12, false, Description = "the election port is on the server's address alone")]
    [TestCase("10.0.0.1", 3888, 12, true)]
    [TestCase("::", 2888, 12, true)]
    [TestCase("0.0.0.0", 2181, 77, false, Description = "the server itself")]
    [TestCase("10.0.0.1", 8080, 12, false, Description = "the admin port is on loopback")]
    [TestCase("0.0.0.0", 9999, 12, false)]
    public void A_port_is_taken_where_somebody_else_has_its_address(string address, int port, int pid, bool taken)
    {
        var host = Probes.Host(inventory, 1) with
        {
            Pids = ImmutableDictionary<int, int>.Empty.Add(1, 77),
            Listeners = [new(IPAddress.Parse(address), port, pid, "nginx")],
        };

        Assert.That(Probes.Judged(inventory, host),
            taken ? Has.One.Contains($"port {port} is held by nginx (process 12)") : Is.Empty);
    }

    [Test]
    public void A_holder_that_cannot_be_seen_is_the_server_only_where_that_runs()
    {
        var host = Probes.Host(inventory, 1) with { Listeners = [new(IPAddress.Any, 2181, null, "")] };
        Assert.That(Probes.Judged(inventory, host), Has.One.EndsWith("held by a process that root may not see"));
        var running = host with { Pids = ImmutableDictionary<int, int>.Empty.Add(1, 77) };
        Assert.That(Probes.Judged(inventory, running), Is.Empty);
    }

    [Test]
    public void Disks_have_room_for_all_that_goes_to_them()
    {
        var leader = Probes.Host(inventory, 1) with
        {
            Sizes = ImmutableDictionary<int, long>.Empty.Add(1, 100 << 10),
            Pids = ImmutableDictionary<int, int>.Empty.Add(1, 77),
        };
        HostProbe Joiner(long free) => Probes.Host(inventory, 2) with
        {
            Folders =
            [
                new(null, "install", true, true, true, "root", free, "/"),
                new(2, "data", false, true, true, "root", free, "/"),
            ],
        };

        PreflightScope Scope(long free) =>
            Probes.Scope(inventory, leader, Joiner(free)) with { ArchiveBytes = 20 << 20 };

        // 4 x 20 MiB for the release, 3 x 100 MiB of data, 64 MiB of the first log and 1 MiB.
        Assert.That(Probes.Judged(Scope(445 << 10)), Is.Empty);
        Assert.That(Probes.Judged(Scope((445 << 10) - 1)), Is.EqualTo(
            ["Error host2: / has 444 MiB free, 445 MiB are needed: 80 MiB for install, 365 MiB for data of server 2"]));
        Assert.That(Probes.Judged(Scope(0)).Single(), Does.Contain("/ has 0 KiB free, 445 MiB are needed"));
    }

    [Test]
    public void Only_silence_and_broken_refusals_between_hosts_are_faults()
    {
        var other = inventory.Servers[1];
        HostProbe Asking(PeerAnswer answer) => Probes.Host(inventory, 1) with { Peers = [new(other, 3888, answer)] };
        string[] Judged(PeerAnswer answer, ServerMode? mode = null) => Probes.Judged(
            Probes.Scope(inventory, Asking(answer), Probes.Host(inventory, 2)) with
            {
                Serving = ImmutableDictionary<int, ServerMode?>.Empty.Add(2, mode),
            });

        Assert.That(Judged(PeerAnswer.Open), Is.Empty);
        Assert.That(Judged(PeerAnswer.Refused), Is.Empty);
        Assert.That(Judged(PeerAnswer.Refused, ServerMode.Standalone), Is.Empty, "it listens for no election");
        Assert.That(Judged(PeerAnswer.Refused, ServerMode.Follower),
            Has.One.Contains("refused though the server listens"));
        Assert.That(Judged(PeerAnswer.Silent),
            Has.One.StartsWith("Error host1: no answer from election port 3888 of server 2"));
        Assert.That(Judged(PeerAnswer.Untold), Has.One.StartsWith("Warning"));
        Assert.That(Probes.Judged(inventory, Asking(PeerAnswer.Silent)), Is.Empty, "a host that is off is told once");
    }

    [Test]
    public void Folders_belong_to_the_account_and_can_be_entered_by_it()
    {
        var user = Probes.Inventory("user: zookeeper");
        HostProbe With(ProbedFolder folder) => Probes.Host(user, 1) with { UserExists = true, Folders = [folder] };
        var good = new ProbedFolder(1, "data", true, true, true, "zookeeper", null, "");

        Assert.That(Probes.Judged(user, With(good)), Is.Empty);
        Assert.That(Probes.Judged(user, With(good with { Owner = "root" })), Is.Empty, "it is given over");
        Assert.That(Probes.Judged(user, With(good with { Owner = "mysql" })),
            Has.One.Contains("belongs to mysql, not to zookeeper"));
        Assert.That(Probes.Judged(user, With(good with { Open = false })),
            Has.One.Contains("that zookeeper cannot enter"));
        Assert.That(Probes.Judged(user, With(good) with { IsRoot = false, Account = "deploy" }),
            Has.One.Contains("deploy may not start servers as zookeeper"));
    }

    [TestCase("static", false, null)]
    [TestCase("dynamic", true, null)]
    [TestCase("dynamic", false, "Error host1: paths.config (/etc/zookeeper) cannot be written by zookeeper")]
    public void ZooKeeper_must_be_able_to_write_its_members_down(string membership, bool served, string? fault)
    {
        var kind = Enum.Parse<MembershipKind>(membership, true);
        var user = Probes.Inventory("user: zookeeper") with { Membership = kind };
        var config = new ProbedFolder(1, "config", true, true, true, "zookeeper", null, "") { Served = served };

        Assert.That(Probes.Judged(user, Probes.Host(user, 1) with { UserExists = true, Folders = [config] }),
            fault is null ? Is.Empty : Has.One.StartsWith(fault));
    }

    [TestCase("3.4.13", false)]
    [TestCase("3.9.4", true)]
    public void The_admin_port_counts_where_the_release_has_one(string version, bool taken)
    {
        var release = Probes.Inventory(version: version);
        var host = Probes.Host(release, 1) with { Listeners = [new(IPAddress.Any, 8080, 12, "tomcat")] };

        Assert.That(
            Probes.Judged(release, host), taken ? Has.One.Contains("admin port 8080 is held by tomcat") : Is.Empty);
    }
}
