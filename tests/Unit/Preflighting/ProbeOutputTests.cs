using System.Net;
using Ensembles.Inventories;
using Ensembles.Observing.Processes;
using Ensembles.Preflight;

namespace Unit.Preflighting;

/// <summary>The words of <c>preflight.sh</c>.</summary>
internal sealed class ProbeOutputTests
{
    private static readonly Inventory Named = Probes.Inventory("user: zookeeper", "zk1 zk2");

    [TestCase("0100007F", "127.0.0.1")]
    [TestCase("0100000A", "10.0.0.1")]
    [TestCase("00000000", "0.0.0.0")]
    [TestCase("00000000000000000000000000000000", "::")]
    [TestCase("B80D0120000000000000000001000000", "2001:db8::1")]
    [TestCase("0000000000000000FFFF00000100007F", "127.0.0.1")]
    public void Addresses_are_in_the_order_of_the_machine(string hex, string address) =>
        Assert.That(ProcessOutput.AddressOf(hex), Is.EqualTo(IPAddress.Parse(address)));

    [Test]
    public void Every_line_arrives()
    {
        var probe = Read("""
            clock 1893456000.250000000
            root
            account root
            user missing
            lacks flock
            memory MemTotal: 16000
            memory MemAvailable: 8000
            java 17.0.15
            folder - install present writable open root served
            disk - install 1234 /opt/my disk
            folder 1 data missing closed closed root closed
            disk 1 data 99 /
            strange 1 ibdata1
            myid 1 7
            size 1 4096
            pid 1 42
            foreign 43 1
            foreign 44 -
            listen 0100007F:0885 45 nginx
            listen 00000000:0B48 0
            name 0 10.0.0.1 2001:db8::1
            name 1
            peer 1 silent
            peer 0 refused
            """);

        Assert.That(probe.Clock, Is.EqualTo((DateTimeOffset.FromUnixTimeMilliseconds(1893456000250), TimeSpan.Zero)));
        Assert.That((probe.IsRoot, probe.Account, probe.UserExists, probe.Java),
            Is.EqualTo((true, "root", (bool?)false, "17.0.15")));
        Assert.That(probe.Memory, Is.EqualTo((16000L, 8000L)));
        Assert.That(probe.Lacks, Is.EqualTo(["flock"]));
        Assert.That(probe.Folders, Is.EqualTo(new ProbedFolder[]
        {
            new(null, "install", true, true, true, "root", 1234, "/opt/my disk"),
            new(1, "data", false, false, false, "root", 99, "/") { Served = false },
        }));
        Assert.That((probe.Strange[1], probe.MyIds[1], probe.Sizes[1], probe.Pids[1]),
            Is.EqualTo(("ibdata1", "7", 4096L, 42)));
        Assert.That(probe.Foreign, Is.EqualTo(new (int, int?)[] { (43, 1), (44, null) }));
        Assert.That(probe.Listeners, Is.EqualTo(new ProbedListener[]
        {
            new(IPAddress.Loopback, 2181, 45, "nginx"), new(IPAddress.Any, 2888, null, ""),
        }));
        Assert.That(probe.Names["zk1"], Is.EqualTo(["10.0.0.1", "2001:db8::1"]));
        Assert.That(probe.Names["zk2"], Is.Empty);
        Assert.That(probe.Peers.Select(peer => (peer.Port, peer.Answer)),
            Is.EqualTo([(3888, PeerAnswer.Refused), (2888, PeerAnswer.Silent)]));
    }

    [TestCase("clock 1893456000.%N")]
    [TestCase("clock 1893456000.N")]
    [TestCase("clock 1893456000")]
    public void A_date_without_parts_of_seconds_is_exact_to_a_second(string line) => Assert.That(
        Read(line).Clock, Is.EqualTo((DateTimeOffset.FromUnixTimeSeconds(1893456000), TimeSpan.FromSeconds(1))));

    [Test]
    public void What_is_not_said_is_not_known()
    {
        var probe = Read("java\n\nsomething else\n");
        Assert.That((probe.Clock, probe.Java, probe.UserExists, probe.Memory), Is.EqualTo(
            (((DateTimeOffset, TimeSpan)?)null, (string?)null, (bool?)null, (0L, 0L))));
    }

    [Test]
    public void The_name_of_a_server_means_the_same_everywhere_and_never_the_host_itself()
    {
        var script = Script();
        HostProbe Host(int id, string names) => ProbeOutput.Read(
            $"host{id}", script with { Servers = [Named.Servers[id - 1]] }, default, names) with
        {
            IsRoot = true, Java = "17", Account = "root",
        };
        string[] Judged(string one, string two) =>
            [.. NameChecks.Of(Probes.Scope(Named, Host(1, one), Host(2, two))).Select(fault => $"{fault}")];

        Assert.That(Judged("name 0 10.0.0.1\nname 1 10.0.0.2", "name 0 10.0.0.1\nname 1 10.0.0.2"), Is.Empty);
        Assert.That(Judged("name 0 127.0.1.1\nname 1 10.0.0.2", "name 0 10.0.0.1\nname 1 10.0.0.2"),
            Has.One.StartsWith("ZK2402: host1: server 1: the name zk1 is 127.0.1.1, this host alone: the server would listen"));
        Assert.That(Judged("name 0 10.0.0.1\nname 1", "name 0 10.0.0.1\nname 1 10.0.0.2"),
            Has.One.StartsWith("ZK2401: host1: server 2: the name zk2 does not resolve"));
        Assert.That(Judged("name 0 10.0.0.1\nname 1 10.0.0.2", "name 0 10.0.0.9\nname 1 10.0.0.2"),
            Has.One.StartsWith("ZK2403: host2: server 1: the name zk1 is 10.0.0.9; on host1 it is 10.0.0.1"));
    }

    /// <summary>A server binds one address of its name, or all of them.</summary>
    [TestCase("127.0.1.1", "10.0.0.1", false, "Error ZK2402")]
    [TestCase("127.0.1.1", "10.0.0.1", true, "Warning ZK2402")]
    [TestCase("10.0.0.1 127.0.1.1", "10.0.0.1", false, "Warning ZK2403")]
    [TestCase("10.0.0.1 172.17.0.1 fe80::1%2", "10.0.0.1", false, "Warning ZK2403")]
    [TestCase("172.17.0.1 10.0.0.1", "10.0.0.1", false, "Error ZK2403")]
    [TestCase("172.17.0.1 10.0.0.1", "10.0.0.1", true, "Warning ZK2403")]
    [TestCase("172.17.0.1", "10.0.0.1", true, "Error ZK2403")]
    [TestCase("2001:db8::1 10.0.0.1", "10.0.0.1 2001:db8::1", false, "")]
    [TestCase("10.0.0.1", "127.0.0.1", true, "Error ZK2402")]
    public void A_host_is_judged_by_what_its_server_would_bind(
        string atHome, string elsewhere, bool everywhere, string expected)
    {
        var named = Probes.Inventory(
            everywhere ? "settings: { quorumListenOnAllIPs: true }" : "", "zk1 zk2");
        HostProbe Host(int id, string names) => ProbeOutput.Read(
            $"host{id}", Script() with { Servers = [named.Servers[id - 1]] }, default, $"name 0 {names}\nname 1 10.0.0.2");

        var faults = NameChecks.Of(Probes.Scope(named, Host(1, atHome), Host(2, elsewhere)));

        Assert.That(string.Join(", ", faults.Select(fault => $"{fault.Severity} {fault.Code}")), Is.EqualTo(expected));
    }

    private static HostProbe Read(string output) => ProbeOutput.Read("host", Script(), default, output);

    /// <summary>A release of theirs is not put there by the run: what starts the server must be there before it is stopped.</summary>
    [Test]
    public void The_start_script_of_a_release_of_theirs_is_asked_for()
    {
        var script = Script();
        var theirs = script with { Servers = [script.Servers[0] with { ReleaseFolder = "/opt/theirs" }] };

        Assert.That(theirs.Script.Arguments, Does.Contain("/opt/theirs/bin/zkServer.sh"));
        Assert.That(script.Script.Arguments, Has.None.Contains("zkServer.sh"), "it is installed before the first stop");
    }

    private static ProbeScript Script() =>
        new(Named, [Named.Servers[0]], [(Named.Servers[1], 3888), (Named.Servers[1], 2888)], "");
}
