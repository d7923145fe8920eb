using System.Globalization;
using Lab;
using Lab.Hosts;
using ZooKeeper.Client;

namespace Integration.Hosts.Bench;

/// <summary>How cost grows with the data, and with the znodes. A benchmark: it tells times and asserts none.</summary>
[NonParallelizable] // Whatever runs beside it is a part of what it measures.
public sealed class GrowthTests
{
    /// <summary>Three servers with data get two more by one reconfig.</summary>
    [Test]
    [Category("Long")]
    [Category("Bench")]
    public async Task Times_by_data([Values(1, 32, 256)] int mebibytes)
    {
        await using var hosts = await LabHosts.StartAsync(5);
        var (three, all) = await Plain.InventoriesAsync(hosts, isDynamic: true);
        await SuiteTimes.RunAsync("Deploy", three);
        await FillAsync(hosts[1], mebibytes * 16, 1 << 16);

        Tell($"{mebibytes} MiB in {mebibytes * 16} znodes", await SuiteTimes.RunAsync("Expand", all));
    }

    [Test]
    [Category("Long")]
    [Category("Bench")]
    public async Task Times_of_a_thorough_verification([Values(1_000, 10_000, 100_000)] int znodes)
    {
        await using var hosts = await LabHosts.StartAsync(3);
        var (three, _) = await Plain.InventoriesAsync(hosts, isDynamic: true);
        await SuiteTimes.RunAsync("Deploy", three);
        await FillAsync(hosts[1], znodes, 100);

        Tell($"{znodes} znodes, Verify --thorough", await SuiteTimes.RunAsync("Verify", three, "--thorough"));
    }

    private static void Tell(string what, SuiteTimes times)
    {
        var parts = times.Parts.Where(part => part.Value > 0).OrderByDescending(part => part.Value)
            .Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Key} {part.Value:0.00}"));
        TestContext.Out.WriteLine($"{what}: {string.Join(", ", parts)}");
    }

    private static async Task FillAsync(LabHost host, int znodes, int bytes)
    {
        await using var client = await ZooKeeperClient.ConnectAsync(
            new() { Servers = [Address.Of($"{host.Address}:2181")] });
        await client.CreateAsync("/data");
        var content = new byte[bytes];
        Random.Shared.NextBytes(content);
        foreach (var batch in Enumerable.Range(0, znodes).Chunk(Math.Max(1, (1 << 22) / (bytes + 100))))
        {
            await Task.WhenAll(batch.Select(number => client.CreateAsync($"/data/{number}", content)));
        }
    }
}
