using Lab;

namespace Integration.Rollouts;

/// <summary>Observers become participants and back on real servers, with somebody else's clients writing.</summary>
[Parallelizable(ParallelScope.All)]
[Category("Long")]
public sealed class RoleTests
{
    [TestCase("3.4.13", false, Category = "Long")]
    [TestCase("3.9.3", false)]
    [TestCase("3.9.3", true)]
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
