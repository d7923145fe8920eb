using System.Text;
using Integration.Adopting;
using Lab;
using Lab.Foreign.Layouts;
using ZooKeeper.Client;

namespace Integration.Rollouts.Found;

/// <summary>
/// Members that are down and whose data are gone, as behind a disk that is not mounted: nothing that is left makes up
/// for them, and no target begins an ensemble without them.
/// </summary>
[Parallelizable(ParallelScope.All)]
public sealed class LostMajorityTests
{
    [TestCase("3.9.6", false, false)]
    [TestCase("3.9.6", true, true, Category = "Long")]
    [TestCase("3.8.0", false, true, Category = "Long")]
    [TestCase("3.4.13", false, false)]
    public async Task Empty_members_are_no_majority_with_one_that_is_behind(string version, bool isDynamic, bool isEmbedded)
    {
        await using var inventory = SuiteInventory.Of(version, isDynamic, 3, 3);
        inventory.IsEmbedded = isEmbedded;
        inventory.Write();
        await ExpansionTests.Run(0, isEmbedded ? "--target=Up" : "--target=Deploy", $"--inventory={inventory.File}");
        var behind = await FollowerAsync(inventory.ClientPorts);
        int[] others = [.. inventory.ClientPorts.Keys.Except([behind])];
        await inventory.EndAsync(behind);
        await AcknowledgeAsync(others.Select(id => inventory.ClientPorts[id]));

        others.ToList().ForEach(inventory.Kill);
        await Poll.UntilAsync(() => others.All(id => inventory.ProcessId(id) is null), "servers do not end after SIGKILL");
        others.ToList().ForEach(id => Directory.Move(Data(inventory, id), Data(inventory, id) + ".elsewhere"));

        foreach (var target in new[] { "Expand", "Restart", "Upgrade" })
        {
            var refused = await ExpansionTests.Run(3, $"--target={target}", $"--inventory={inventory.File}");
            Assert.That(refused, Does.Contain("ZK4214").And.Contain("--target=Recover").And.Contain(inventory.DataFolder(others[0])));
        }

        Assert.That(inventory.ClientPorts.Keys.Select(inventory.ProcessId), Is.All.Null, "nothing is started");

        // The remedy: the disks are mounted again.
        others.ToList().ForEach(id => Directory.Move(Data(inventory, id) + ".elsewhere", Data(inventory, id)));
        await ExpansionTests.Run(0, "--target=Expand", $"--inventory={inventory.File}");
        await AssertThereAsync(inventory.ClientPorts[behind]);
    }

    /// <summary>Servers that the suite has neither set up nor started nor stopped.</summary>
    [TestCase("3.9.3")]
    [TestCase("3.4.13", Category = "Long")]
    public async Task Nor_are_those_of_an_ensemble_that_somebody_else_has_made(string version)
    {
        await using var layout = new ArticleLayout(version, 1, 2, 3);
        await layout.StartAsync();
        await layout.FillAsync(20);
        var adopted = await Adopted.FromAsync(layout);
        var behind = await FollowerAsync(layout.ClientPorts);
        int[] others = [.. layout.Ids.Where(id => id != behind)];
        await layout.ReleaseOf(behind).RunAsync("stop");
        await AcknowledgeAsync(others.Select(id => layout.ClientPorts[id]));
        foreach (var id in others)
        {
            await layout.ReleaseOf(id).RunAsync("stop");
            Directory.Move(Path.Combine(layout.DataOf(id), "version-2"), Path.Combine(layout.Folder, $"elsewhere{id}"));
        }

        foreach (var target in new[] { "Plan", "Expand", "Restart" })
        {
            Assert.That(await adopted.RunAsync(target, expected: 3), Does.Contain("ZK4214").And.Contain("--target=Recover"));
        }

        // As a unit does when the host comes up before its disk.
        await layout.ReleaseOf(others[0]).RunAsync("start");
        await Poll.UntilAsync(() => Directory.Exists(Path.Combine(layout.DataOf(others[0]), "version-2")), "it does not start");
        foreach (var target in new[] { "Expand", "Restart" })
        {
            Assert.That(await adopted.RunAsync(target, expected: 3), Does.Contain("ZK4214"));
        }

        await layout.ReleaseOf(others[0]).RunAsync("stop");
        Directory.Delete(Path.Combine(layout.DataOf(others[0]), "version-2"), recursive: true);
        others.ToList().ForEach(id => Directory.Move(Path.Combine(layout.Folder, $"elsewhere{id}"), Path.Combine(layout.DataOf(id), "version-2")));
        await adopted.RunAsync("Expand");
        await AssertThereAsync(layout.ClientPorts[behind]);
    }

    internal static async Task AcknowledgeAsync(IEnumerable<int> ports)
    {
        await using var client = await ZooKeeperClient.ConnectAsync(new() { Servers = [.. ports.Select(port => Address.Of($"127.0.0.1:{port}"))] });
        await client.CreateAsync("/acknowledged", Encoding.UTF8.GetBytes("by two of three"));
    }

    internal static async Task AssertThereAsync(int port)
    {
        await using var client = await ZooKeeperClient.ConnectAsync(new() { Servers = [Address.Of($"127.0.0.1:{port}")] });
        await client.SyncAsync("/");
        Assert.That(Encoding.UTF8.GetString((await client.GetDataAsync("/acknowledged")).Data.Span), Is.EqualTo("by two of three"));
    }

    internal static string Data(SuiteInventory inventory, int id) => Path.Combine(inventory.DataFolder(id), "version-2");

    /// <summary>The one with the largest id: the first server takes the writes.</summary>
    internal static async Task<int> FollowerAsync(IReadOnlyDictionary<int, int> clientPorts)
    {
        foreach (var (id, port) in clientPorts.OrderByDescending(server => server.Key))
        {
            if (await FourLetterWord.AskAsync(port, "srvr") is { } answer && answer.Contains("Mode: follower", StringComparison.Ordinal))
            {
                return id;
            }
        }

        throw new InvalidOperationException("nobody follows");
    }
}
