using Integration.Rollouts;
using Lab;
using ZooKeeper.Client;

namespace Integration.Verifying;

/// <summary>What a tree was is remembered on the hosts from run to run.</summary>
[Parallelizable(ParallelScope.All)]
[Category("Long")]
public sealed class HistoryNoteTests
{
    [TestCase("3.9.6", true)]
    [TestCase("3.4.13", false, Category = "Long")]
    public async Task A_tree_without_any_of_its_oldest_znodes_is_told_and_may_be_accepted(string version, bool isDynamic)
    {
        await using var inventory = SuiteInventory.Of(version, isDynamic, 3, 3);
        await ExpansionTests.Run(0, "--target=Up", $"--inventory={inventory.File}");
        await Trees.LeaveToItselfAsync(inventory);
        await ExpansionTests.Run(0, "--target=Expand", $"--inventory={inventory.File}");
        var notes = inventory.ClientPorts.Keys.Select(id =>
            Path.Combine(inventory.DataFolder(id), "version-2", "ensemble-history")).ToList();
        var first = await File.ReadAllTextAsync(notes[0]);
        Assert.That(first, Does.Contain("%2Fembedded"));

        // Most of what was there goes, as applications do with their own: the tree is the same.
        await DeleteAsync(inventory, number => number > 3);
        var second = await ExpansionTests.Run(0, "--target=Expand", $"--inventory={inventory.File}");
        Assert.That(second, Does.Contain("Nothing to do"));
        Assert.That(await File.ReadAllTextAsync(notes[0]), Is.EqualTo(first), "nothing was changed");
        await ExpansionTests.Run(0, "--target=Verify", $"--inventory={inventory.File}");

        await DeleteAsync(inventory, _ => true);
        var verified = await ExpansionTests.Run(1, "--target=Verify", $"--inventory={inventory.File}");
        var refused = await ExpansionTests.Run(3, "--target=Expand", $"--inventory={inventory.File}");
        Assert.That(verified, Does.Contain("same tree"));
        Assert.That(TwoTreesTests.Words(refused), Does.Contain("If all of these znodes were deleted on purpose, remove")
            .And.Contain(notes[0]));

        notes.ForEach(File.Delete);
        await ExpansionTests.Run(0, "--target=Expand", $"--inventory={inventory.File}");
        Assert.That(notes, Has.All.Exist);
    }

    private static async Task DeleteAsync(SuiteInventory inventory, Func<int, bool> which)
    {
        await using var client = await ZooKeeperClient.ConnectAsync(
            new() { Servers = [.. inventory.ClientPorts.Values.Select(port => Address.Of($"127.0.0.1:{port}"))] });
        var names = (await client.GetChildrenAsync("/embedded")).Names.Order(StringComparer.Ordinal)
            .Where((_, number) => which(number)).ToList();
        foreach (var name in names)
        {
            await client.DeleteAsync($"/embedded/{name}");
        }

        if (which(0))
        {
            await client.DeleteAsync("/embedded");
        }
    }
}
