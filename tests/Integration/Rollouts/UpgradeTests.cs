using Lab;

namespace Integration.Rollouts;

/// <summary>Another release under writing clients, one server at a time.</summary>
[Parallelizable]
public sealed class UpgradeTests
{
    [TestCase("3.8.0", "3.9.6", true)]
    [TestCase("3.8.0", "3.9.6", false, Category = "Long")]
    [TestCase("3.4.13", "3.8.0", false, Category = "Long")]
    [TestCase("3.4.13", "3.9.6", false, Category = "Long")]
    public async Task An_upgrade_loses_no_write(string from, string to, bool isDynamic)
    {
        await using var inventory = SuiteInventory.Of(from, isDynamic, 3, 3);
        await ExpansionTests.Run(0, "--target=Up", $"--inventory={inventory.File}");
        await using var load = await Load.StartAsync(inventory.ClientPorts.Values);
        inventory.Version = to;
        if (from.StartsWith("3.4.", StringComparison.Ordinal))
        {
            inventory.Settings["snapshot.trust.empty"] = "true";
        }

        inventory.Write();
        var refused = await ExpansionTests.Run(3, "--target=Expand", $"--inventory={inventory.File}");
        var output = await ExpansionTests.Run(0, "--target=Upgrade", $"--inventory={inventory.File}");
        await load.StopAsync();

        Assert.That(refused, Does.Contain("--target=Upgrade alone"));
        Assert.That(output.Split('\n'), Has.Exactly(3).Contains("done restart server"));
        Assert.That(output, Does.Contain("missing writes = 0").And.Contain(to));
        foreach (var (id, port) in inventory.ClientPorts)
        {
            Assert.That(await load.MissingAsync(port), Is.Empty, $"server {id}");
        }

        Assert.That(
            await ExpansionTests.Run(0, "--target=Upgrade", $"--inventory={inventory.File}"),
            Does.Contain("Nothing to do"));
    }
}
