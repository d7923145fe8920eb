using System.Globalization;
using Ensembles.Witnessing;
using Lab;
using Lab.Hosts;

namespace Integration.Hosts.Bench;

/// <summary>
/// The longest gap of clients during an expansion by restarts, by hand and by the suite, each watched by sessions of the
/// test's own, and what the servers noted in it. A benchmark: it tells and asserts no time.
/// </summary>
[NonParallelizable] // Whatever runs beside it is a part of what it measures.
public sealed class GapTests
{
    /// <summary>What a server's log says of an election and of the way back to its work.</summary>
    private const string Telling =
        "LOOKING|LEADING|FOLLOWING|ELECTION TOOK|Exception when following|Have quorum|Snapshotting|Getting a (diff|snapshot)|" +
        "shutdown called|Notification time out|Starting quorum peer|Established session|Reading snapshot";

    [Test]
    [Category("Long")]
    [Category("Bench")]
    public async Task The_longest_gap_by_hand_and_by_the_suite([Values] bool byHand)
    {
        await using var hosts = await LabHosts.StartAsync(5);
        var (work, (three, all)) = (
            new HandWork(hosts, (await LabReleases.ArchiveAsync(Plain.Version)).Path, isDynamic: false),
            await Plain.InventoriesAsync(hosts, isDynamic: false));
        await (byHand ? work.DeployAsync() : (Task)SuiteTimes.RunAsync("Deploy", three));
        await using var witness = await Witness.StartAsync(
            new() { Servers = [.. hosts.All.Select(host => Address.Of($"{host.Address}:2181"))], Run = "gap" }, default);

        await (byHand ? work.ExpandAsync() : (Task)SuiteTimes.RunAsync("Expand", all, "--no-witness"));

        var record = await witness.StopAsync();
        foreach (var gap in record.Sessions.Select(session => session.LongestGap).OfType<Gap>())
        {
            TestContext.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"session {gap.Session}: {gap.Length.TotalSeconds:0.00} s from {record.Started + gap.Start:HH:mm:ss.fff}, " +
                $"{gap.Before} to {gap.After}"));
        }

        var lines = await Task.WhenAll(hosts.All.Select(async host => (await host.RunAsync(
            "grep -hE \"$1\" /var/log/zookeeper/*/zookeeper.log /opt/by-hand/*.out 2>/dev/null | cut -c 1-200; true", Telling))
            .Split('\n').Select(line => $"{line} <{host.Name}>")));
        lines.SelectMany(line => line).Order(StringComparer.Ordinal).ToList().ForEach(TestContext.Out.WriteLine);
    }
}
