using Integration.Rollouts;
using Lab;

namespace Integration.Security;

/// <summary>Servers get certificates of another authority, under writing clients that trust both.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class RotationTests
{
    /// <param name="restarts">How often servers restart: not at all where the release reads its stores anew.</param>
    [TestCase("3.9.6", true, 0, Category = "Long")]
    [TestCase("3.9.3", false, 0, Category = "Long")]
    [TestCase("3.8.0", false, 9, Category = "Long")]
    public async Task An_authority_is_replaced_without_a_lost_write(string version, bool isDynamic, int restarts)
    {
        await using var inventory = SuiteInventory.Of(version, isDynamic, 3, 3);
        inventory.IsEmbedded = false;
        var (old, renewed) = (Pki.Of(inventory, "Old authority"), Pki.Of(inventory, "New authority"));
        old.Write("both", "tls");
        await ExpansionTests.Run(0, "--target=Deploy", $"--inventory={inventory.File}");
        await using var load = await Load.StartAsync(old.Client(beside: renewed));
        var processes = Processes(inventory);

        renewed.Write("both", "tls");
        var output = await ExpansionTests.Run(0, "--target=Expand", $"--inventory={inventory.File}");
        Assert.That(output, Does.Contain("missing writes = 0").And.Contain("ZK2527"));
        Assert.That(output.Split('\n'), Has.Exactly(restarts).Contains("done restart server"));
        Assert.That(output.Split('\n'), Has.Exactly(9 - restarts).Contains("done renew certificates of server"));
        if (restarts == 0)
        {
            Assert.That(output, Does.Contain(" 0 failed operations"));
            Assert.That(Processes(inventory), Is.EqualTo(processes));
        }

        // The election ports trust the new authority alone by now: servers that come back find the others.
        inventory.Settings["maxClientCnxns"] = "61";
        inventory.Write();
        await ExpansionTests.Run(0, "--target=Expand", $"--inventory={inventory.File}");
        await load.StopAsync();
        foreach (var id in inventory.SecurePorts.Keys)
        {
            Assert.That(await load.MissingAsync(renewed.Client(id)), Is.Empty, $"server {id}");
        }

        var again = await ExpansionTests.Run(0, "--target=Expand", $"--inventory={inventory.File}");
        Assert.That(again, Does.Not.Contain("done restart").And.Not.Contain("done renew"));
    }

    /// <summary>As operators do it who overlap authorities themselves.</summary>
    [TestCase("3.9.6", Category = "Long")]
    public async Task The_old_authority_may_stay_until_clients_have_the_new_one(string version)
    {
        await using var inventory = SuiteInventory.Of(version, isDynamic: false, 3, 3);
        inventory.IsEmbedded = false;
        var (old, renewed) = (Pki.Of(inventory, "Old authority"), Pki.Of(inventory, "New authority"));
        old.Write("both", "tls");
        await ExpansionTests.Run(0, "--target=Deploy", $"--inventory={inventory.File}");
        await using var load = await Load.StartAsync(old.Client(beside: renewed));

        renewed.Write("both", "tls", beside: old);
        var both = await ExpansionTests.Run(0, "--target=Expand", $"--inventory={inventory.File}");
        renewed.Write("both", "tls");
        var alone = await ExpansionTests.Run(0, "--target=Expand", $"--inventory={inventory.File}");
        await load.StopAsync();

        Assert.That(both.Split('\n'), Has.Exactly(6).Contains("done renew certificates of server"));
        Assert.That(both, Does.Contain(" 0 failed operations"));
        Assert.That(alone, Does.Not.Contain("done restart").And.Not.Contain("FAILED"));
        Assert.That(await load.MissingAsync(renewed.Client()), Is.Empty);
    }

    private static List<int?> Processes(SuiteInventory inventory) => [.. inventory.SecurePorts.Keys.Select(inventory.ProcessId)];
}
