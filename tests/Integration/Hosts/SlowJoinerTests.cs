using System.Globalization;
using System.Text.RegularExpressions;
using Integration.Rollouts;
using Lab;
using Lab.Hosts;
using ZooKeeper.Client;

namespace Integration.Hosts;

/// <summary>A joiner behind a narrow line, which needs minutes to take over the data.</summary>
[Parallelizable]
public sealed partial class SlowJoinerTests
{
    /// <summary>More than a gate waits for without progress (GateDeadline).</summary>
    private const int Patience = 90;

    [Test]
    [Category("Long")]
    public async Task A_joiner_that_takes_longer_than_the_gate_passes_while_data_come([Values("3.9.6", "3.4.13")] string version)
    {
        await using var hosts = await LabHosts.StartAsync(4);
        var all = new LabFleet(hosts, version, IsDynamic: false) { Heap = "512m" };
        await ExpansionTests.Run(0, "--target=Deploy", $"--inventory={await (all with { Servers = [1, 2, 3] }).WriteAsync("three")}");
        await FillAsync(all.Client(1), mebibytes: 110);
        await hosts[4].SlowDownAsync(port: 2888, rate: 1024);

        var output = await ExpansionTests.Run(0, "--target=Expand", $"--inventory={await all.WriteAsync()}");

        await TestContext.Out.WriteLineAsync(output);
        Assert.That(output, Does.Contain("missing writes = 0"));
        Assert.That(
            double.Parse(Start().Match(output).Groups["seconds"].Value, CultureInfo.InvariantCulture),
            Is.GreaterThan(Patience), "the line was not narrow");
        Assert.That(output, Does.Match(@"[\d.]+ MiB of up to [\d.]+ MiB taken in, [\d.]+ MiB/s"));
    }

    private static async Task FillAsync(string address, int mebibytes)
    {
        await using var client = await ZooKeeperClient.ConnectAsync(new() { Servers = [Address.Of(address)] });
        var content = new byte[1 << 16];
        Random.Shared.NextBytes(content);
        await client.CreateAsync("/data");
        foreach (var batch in Enumerable.Range(0, mebibytes * 16).Chunk(64))
        {
            await Task.WhenAll(batch.Select(number => client.CreateAsync($"/data/{number}", content)));
        }
    }

    [GeneratedRegex(@"done start server 4 (?<seconds>[\d.]+) s")]
    private static partial Regex Start();
}
