using Lab;

namespace Integration.Rollouts;

/// <summary>Observers become participants and back on real servers, with somebody else's clients writing.</summary>
[Parallelizable(ParallelScope.All)]
[Category("Long")]
public sealed class RoleTests
{
    [TestCase("3.4.13", false, Category = "Long")]
    [TestCase("3.8.0", false)]
    [TestCase("3.9.3", false)]
    [TestCase("3.9.3", true)]
    [TestCase("3.9.6", true)]
    public async Task A_participant_becomes_an_observer_and_a_participant_again(string version, bool isDynamic)
    {
        await using var inventory = SuiteInventory.Of(version, isDynamic, 4, 4);
        await ExpansionTests.Run(0, "--target=Up", $"--inventory={inventory.File}");
        await using var load = await Load.StartAsync(inventory.ClientPorts.Values);

        // The server with the largest id leads after the first start.
        await ChangeAsync(inventory, isDynamic, "observer", 4);
        await ChangeAsync(inventory, isDynamic, "follower");
        await load.StopAsync();

        Assert.That(load.Acknowledged, Is.GreaterThan(50));
        foreach (var (id, port) in inventory.ClientPorts)
        {
            Assert.That(await load.MissingAsync(port), Is.Empty, $"server {id}");
        }
    }

    /// <summary>The vote first, then the server: each step leaves a quorum that does not need it.</summary>
    [TestCase("3.4.13", false)]
    [TestCase("3.8.0", false)]
    [TestCase("3.9.6", true)]
    public async Task A_voter_leaves_by_way_of_an_observer(string version, bool isDynamic)
    {
        await using var inventory = SuiteInventory.Of(version, isDynamic, 4, 4);
        await ExpansionTests.Run(0, "--target=Up", $"--inventory={inventory.File}");
        await using var load = await Load.StartAsync(inventory.ClientPorts.Values.Take(3));

        await ChangeAsync(inventory, isDynamic, "observer", 4);
        inventory.Observers.Clear();
        inventory.Wanted = 3;
        inventory.Write();
        var output = await ExpansionTests.Run(0, "--target=Shrink", $"--inventory={inventory.File}");
        await load.StopAsync();

        Assert.That(output, Does.Contain("missing writes = 0").And.Contain("stop server 4 and put its data aside"));
        Assert.That(inventory.ProcessId(4), Is.Null);
        foreach (var (id, port) in inventory.ClientPorts.Take(3))
        {
            Assert.That(await load.MissingAsync(port), Is.Empty, $"server {id}");
        }
    }

    private static async Task ChangeAsync(
        SuiteInventory inventory, bool isDynamic, string mode, params int[] observers)
    {
        inventory.Observers.Clear();
        inventory.Observers.UnionWith(observers);
        inventory.Write();

        var output = await ExpansionTests.Run(0, "--target=Expand", $"--inventory={inventory.File}");

        Assert.That(output, Does.Contain("missing writes = 0").And.Contain("proved safe"));
        Assert.That(output, isDynamic ? Does.Contain("done reconfig: change server 4") : Does.Contain("done restart server 4"));
        var now = FourLetterWord.Field(
            await FourLetterWord.AskAsync(inventory.ClientPorts[4], "srvr"), "Mode");
        Assert.That(now, Is.EqualTo(mode).Or.EqualTo(mode == "follower" ? "leader" : mode));
        Assert.That(await ExpansionTests.Run(0, "--target=Expand", $"--inventory={inventory.File}"),
            Does.Contain("Nothing to do"));
    }
}
