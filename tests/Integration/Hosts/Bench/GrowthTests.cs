using System.Globalization;
using Lab;
using Lab.Hosts;
using ZooKeeper.Client;

namespace Integration.Hosts.Bench;

/// <summary>How cost grows with the data, and with the znodes. A benchmark: it tells times and asserts none.</summary>
[NonParallelizable] // Whatever runs beside it is a part of what it measures.
public sealed class GrowthTests
{
    /// <summary>Znodes below one parent.</summary>
    private const int Folder = 10_000;

    /// <summary>Three servers with data get two more by one reconfig.</summary>
    [Test]
    [Category("Long")]
    [Category("Bench")]
    public async Task Times_by_data([Values(1, 32, 256, 1024)] int mebibytes)
    {
        await using var hosts = await LabHosts.StartAsync(5);
        var (three, all) = await Plain.InventoriesAsync(hosts, isDynamic: true, heap: mebibytes < 512 ? null : "2g");
        await SuiteTimes.RunAsync("Deploy", three);
        await FillAsync(hosts[1], mebibytes * 16, 1 << 16);

        Tell($"{mebibytes} MiB in {mebibytes * 16} znodes", await SuiteTimes.RunAsync("Expand", all));
    }

    [Test]
    [Category("Long")]
    [Category("Bench")]
    public async Task Times_of_a_thorough_verification([Values(1_000, 10_000, 100_000, 1_000_000)] int znodes)
    {
        await using var hosts = await LabHosts.StartAsync(3);
        var (three, _) = await Plain.InventoriesAsync(hosts, isDynamic: true, heap: znodes < 1_000_000 ? null : "2g");
        await SuiteTimes.RunAsync("Deploy", three);
        await FillAsync(hosts[1], znodes, 100);

        Tell($"{znodes} znodes, Verify --thorough", await SuiteTimes.RunAsync("Verify", three, "--thorough"));
    }

    /// <summary>Three servers, and ever more hosts beside them that have none yet.</summary>
    [Test]
    [Category("Long")]
    [Category("Bench")]
    public async Task Times_by_hosts([Values(3, 5, 10, 30)] int count)
    {
        await using var hosts = await LabHosts.StartAsync(count);
        var (three, all) = await Plain.InventoriesAsync(hosts, isDynamic: true);
        await SuiteTimes.RunAsync("Deploy", three);

        Tell($"{count} hosts, Status", await SuiteTimes.RunAsync("Status", all));
    }

    private static void Tell(string what, SuiteTimes times)
    {
        var parts = times.Parts.Where(part => part.Value > 0).OrderByDescending(part => part.Value)
            .Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Key} {part.Value:0.00}"));
        TestContext.Out.WriteLine($"{what}: {string.Join(", ", parts)}; {times.Memory} MiB of memory");
    }

    private static async Task FillAsync(LabHost host, int znodes, int bytes)
    {
        await using var client = await ZooKeeperClient.ConnectAsync(
            new() { Servers = [Address.Of($"{host.Address}:2181")] });
        // The names of all children come in one answer: a client takes a mebibyte at most (jute.maxbuffer).
        await client.CreateAsync("/data");
        foreach (var folder in Enumerable.Range(0, (znodes / Folder) + 1))
        {
            await client.CreateAsync($"/data/{folder}");
        }

        var content = new byte[bytes];
        Random.Shared.NextBytes(content);
        foreach (var batch in Enumerable.Range(0, znodes).Chunk(Math.Max(1, (1 << 22) / (bytes + 100))))
        {
            await Task.WhenAll(batch.Select(number => client.CreateAsync($"/data/{number / Folder}/{number}", content)));
        }
    }
}
