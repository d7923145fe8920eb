using Lab;
using ZooKeeper.Client;

namespace Integration.Rollouts;

/// <summary>Why this suite exists, on real servers.</summary>
[NonParallelizable] // Three JVMs each.
public sealed class NaiveOrderTests
{
    /// <summary>
    /// The order of many articles: the new servers first, with the full list, then the old one again. Two empty servers
    /// are a majority of three, elect one of them, and the old one takes over their emptiness. The guard of later
    /// releases (db.autocreate=false) is not set there by default.
    /// </summary>
    [TestCase("3.4.13")]
    [TestCase("3.9.6")]
    public async Task New_servers_first_erases_every_znode(string version)
    {
        await using var ensemble = await RealEnsemble.CreateAsync(version, 3);
        var old = ensemble.Servers[0];
        var list = await AsSingleServerAsync(old);
        await using (var client = await ZooKeeperClient.ConnectAsync(new() { Servers = [new("127.0.0.1", old.ClientPort)] }))
        {
            await client.CreateAsync("/app");
        }

        await Task.WhenAll(ensemble.Servers.Skip(1).Select(server => server.StartAsync()));
        await old.StopAsync();
        await File.WriteAllTextAsync(Path.Combine(old.ConfigFolder, "zoo.cfg"), list);
        await old.StartAsync();

        await using var after = await ZooKeeperClient.ConnectAsync(new() { Servers = [new("127.0.0.1", old.ClientPort)] });
        Assert.That(await after.ExistsAsync("/app"), Is.Null, "the znode of the old server");
    }

    /// <summary>The same start, by the suite: see also the expansions from one to three.</summary>
    [TestCase("3.4.13")]
    [TestCase("3.9.6")]
    public async Task The_order_of_the_plan_keeps_every_znode(string version)
    {
        await using var inventory = SuiteInventory.Of(version, isDynamic: false, 1, 3);
        await ExpansionTests.Run(0, "--target=Up", $"--inventory={inventory.File}");
        await ExpansionTests.Run(0, "--target=Expand", $"--inventory={inventory.File}");
        foreach (var port in inventory.ClientPorts.Values)
        {
            await using var client = await ZooKeeperClient.ConnectAsync(new() { Servers = [new("127.0.0.1", port)] });
            Assert.That((await client.GetChildrenAsync("/embedded")).Names, Has.Length.EqualTo(300));
        }
    }

    /// <summary>Starts a server without its server lines; gives the full file.</summary>
    private static async Task<string> AsSingleServerAsync(RealServer server)
    {
        var file = Path.Combine(server.ConfigFolder, "zoo.cfg");
        var full = await File.ReadAllTextAsync(file);
        var single = full.Split('\n').Where(line => !line.StartsWith("server.", StringComparison.Ordinal));
        await File.WriteAllTextAsync(file, string.Join('\n', single));
        await server.StartAsync();
        return full;
    }
}
