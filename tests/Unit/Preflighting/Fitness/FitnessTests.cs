using Ensembles.Findings;
using Ensembles.Inventories;
using Ensembles.Preflight.Fitness;

namespace Unit.Preflighting.Fitness;

/// <summary>The words of <c>fitness.sh</c>, and from where on they are findings.</summary>
internal sealed class FitnessTests
{
    private static readonly DateTimeOffset Noon = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Inventory Usual = Probes.Inventory();

    private const string Good = """
        clock 1893499200.100000000
        memory MemTotal: 8000000
        memory SwapTotal: 0
        memory SwapFree: 0
        swappiness 60
        hugepages madvise
        synchronised yes
        limit 65536
        process 1 42
        heap 1 1g
        held 1 VmRSS: 500000
        held 1 VmSwap: 0
        files 1 65536 65536
        open 1 60
        snapshot 1 1000000
        disk 1 0.001 0.002 0.09
        measured 1 /var/lib/zookeeper
        clock 1893499201.100000000
        """;

    [Test]
    public void Every_line_arrives()
    {
        var probe = Read(Good);

        Assert.Multiple(() =>
        {
            Assert.That(probe.IsSynchronised, Is.True);
            Assert.That(probe.Memory, Is.EqualTo(8000000L << 10));
            Assert.That(probe.Clock!.Value.Least.TotalSeconds, Is.EqualTo(-0.1).Within(0.0001));
            Assert.That(probe.Clock!.Value.Most.TotalSeconds, Is.EqualTo(0.1).Within(0.0001));
            var server = probe.Servers.Single();
            Assert.That((server.Process, server.Heap, server.Files, server.Open), Is.EqualTo(((int?)42, (long?)1 << 30, (long?)65536, (long?)60)));
            Assert.That(server.Median, Is.EqualTo(TimeSpan.FromMilliseconds(2)));
            Assert.That(server.Worst, Is.EqualTo(TimeSpan.FromMilliseconds(90)));
        });
        Assert.That(FitnessChecks.Of(Usual, [probe]), Is.Empty);
    }

    /// <summary>tickTime 2000 and syncLimit 5: 20 and 100 ms are slow, 500 ms dangerous.</summary>
    [TestCase("disk 1 0.001 0.002 0.09", "disk 1 0.001 0.025 0.05", "Warning ZK2601")]
    [TestCase("disk 1 0.001 0.002 0.09", "disk 1 0.001 0.002 0.11", "Warning ZK2601")]
    [TestCase("disk 1 0.001 0.002 0.09", "disk 1 0.6 0.6 0.7", "Error ZK2601")]
    [TestCase("disk 1 0.001 0.002 0.09", "closed 1", "Warning ZK2602")]
    [TestCase("disk 1 0.001 0.002 0.09", "full 1", "Error ZK2301")]
    [TestCase("held 1 VmSwap: 0", "held 1 VmSwap: 1000", "Warning ZK2603")]
    [TestCase("held 1 VmSwap: 0", "held 1 VmSwap: 200000", "Error ZK2603")]
    [TestCase("SwapTotal: 0", "SwapTotal: 1000", "Warning ZK2604")]
    [TestCase("hugepages madvise", "hugepages always", "Warning ZK2605")]
    [TestCase("files 1 65536", "files 1 1024", "Warning ZK2606")]
    [TestCase("files 1 65536", "files 1 70", "Error ZK2606")]
    [TestCase("snapshot 1 1000000", "snapshot 1 300000000", "Warning ZK2607")]
    [TestCase("snapshot 1 1000000", "snapshot 1 600000000", "Error ZK2607")]
    [TestCase("heap 1 1g", "heap 1 7g", "Warning ZK2608")]
    [TestCase("heap 1 1g", "share 1 80.5", "Warning ZK2608")]
    [TestCase("heap 1 1g", "heap 1 9g", "Error ZK2608")]
    [TestCase("synchronised yes", "synchronised no", "Warning ZK2609")]
    public void What_is_not_as_it_should_be_is_one_finding(string good, string bad, string finding)
    {
        var probe = Read(Good.Replace(good, bad, StringComparison.Ordinal));

        Assert.That(FitnessChecks.Of(Usual, [probe]).Select(fault => $"{fault.Severity} {fault.Code}"), Is.EqualTo([finding]));
    }

    /// <summary>Without arguments Java takes a quarter of the memory; a server that is down is judged by its account.</summary>
    [Test]
    public void What_is_not_said_is_what_it_is_by_default()
    {
        Assert.That(Read(Good.Replace("heap 1 1g\n", "", StringComparison.Ordinal)).Servers[0].Heap, Is.EqualTo((8000000L << 10) / 4));

        var down = Read(Good.Replace("process 1 42\n", "", StringComparison.Ordinal).Replace("limit 65536", "limit 1024", StringComparison.Ordinal)
            .Replace("files 1 65536 65536\nopen 1 60\n", "", StringComparison.Ordinal));
        Assert.That(FitnessChecks.Of(Usual, [down]).Single().Message, Does.StartWith("a process of its account may open 1024 files"));
    }

    [TestCase(1.1, 0)]
    [TestCase(1.4, 1)]
    public void Clocks_are_apart_only_where_that_is_certain(double seconds, int findings)
    {
        // Each answer was under way for 0.2 s: nothing is known better than that.
        var other = Read(Good, seconds) with { Host = "host2" };

        var found = FitnessChecks.Of(Usual, [Read(Good), other]).ToList();

        Assert.That(found, Has.Count.EqualTo(findings));
        Assert.That(found.Select(fault => fault.Code), Is.All.EqualTo(HostCodes.ClocksApart));
    }

    /// <summary>Half a tick, and never less than a second; connections by the inventory.</summary>
    [Test]
    public void Limits_follow_from_the_inventory()
    {
        var limits = FitnessLimits.Of(Probes.Inventory("settings: { tickTime: 4000, syncLimit: 10, maxCnxns: 5000 }").Settings);

        Assert.That(limits, Is.EqualTo(new FitnessLimits(
            TimeSpan.FromMilliseconds(80), TimeSpan.FromMilliseconds(400), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2), 5200)));
    }

    /// <param name="later">Seconds that this machine's clock is ahead meanwhile.</param>
    private static FitnessProbe Read(string output, double later = 0) => FitnessOutput.Read(
        "host1", [Usual.Servers[0]], (Noon.AddSeconds(later), Noon.AddSeconds(1.2 + later)), output);
}
