using System.Text;
using Lab;
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
        var behind = await FollowerAsync(inventory);
        int[] others = [.. inventory.ClientPorts.Keys.Except([behind])];
        await inventory.EndAsync(behind);
        await using (var client = await ZooKeeperClient.ConnectAsync(
            new() { Servers = [.. others.Select(id => Address.Of($"127.0.0.1:{inventory.ClientPorts[id]}"))] }))
        {
            await client.CreateAsync("/acknowledged", Encoding.UTF8.GetBytes("by two of three"));
        }

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
        await using var again = await ZooKeeperClient.ConnectAsync(
            new() { Servers = [Address.Of($"127.0.0.1:{inventory.ClientPorts[behind]}")] });
        await again.SyncAsync("/");
        Assert.That(Encoding.UTF8.GetString((await again.GetDataAsync("/acknowledged")).Data.Span), Is.EqualTo("by two of three"));
    }

    private static string Data(SuiteInventory inventory, int id) => Path.Combine(inventory.DataFolder(id), "version-2");

    private static async Task<int> FollowerAsync(SuiteInventory inventory)
    {
        foreach (var (id, port) in inventory.ClientPorts)
        {
            if (await FourLetterWord.AskAsync(port, "srvr") is { } answer && answer.Contains("Mode: follower", StringComparison.Ordinal))
            {
                return id;
            }
        }

        throw new InvalidOperationException("nobody follows");
    }
}
