using Lab;

namespace Integration.Rollouts;

/// <summary>All members stop and start with the new list: one outage, which clients survive.</summary>
[Parallelizable]
public sealed class ColdTests
{
    [TestCase("3.4.13", Category = "Long")]
    [TestCase("3.9.6", Category = "Long")]
    public async Task A_cold_expansion_loses_no_write(string version)
    {
        await using var inventory = SuiteInventory.Of(version, isDynamic: false, 3, 5);
        await ExpansionTests.Run(0, "--target=Up", $"--inventory={inventory.File}");
        await using var load = await Load.StartAsync(inventory.ClientPorts.Values);

        var output = await ExpansionTests.Run(
            0, "--target=Expand", "--strategy=cold", $"--inventory={inventory.File}");
        await load.StopAsync();

        Assert.That(output, Does.Contain("done stop servers 1, 2, 3, start 1, 2, 3 together")
            .And.Contain("missing writes = 0").And.Match("sessions lost +0"));
        foreach (var (id, port) in inventory.ClientPorts)
        {
            Assert.That(await load.MissingAsync(port), Is.Empty, $"server {id}");
        }
    }

    /// <summary>Both joiners first and then the members, as articles have it: only with the risk named.</summary>
    [Test]
    [Category("Long")]
    public async Task A_jump_is_refused_until_its_risk_is_named()
    {
        await using var inventory = SuiteInventory.Of("3.9.6", isDynamic: false, 3, 5);
        await ExpansionTests.Run(0, "--target=Up", $"--inventory={inventory.File}");

        var refused = await ExpansionTests.Run(
            3, "--target=Expand", "--strategy=jump", $"--inventory={inventory.File}");
        Assert.That(refused, Does.Contain("--accept-risk=lost-writes-3-to-5 takes it"));
        var output = await ExpansionTests.Run(0, "--target=Expand", "--strategy=jump",
            "--accept-risk=lost-writes-3-to-5", $"--inventory={inventory.File}");
        Assert.That(output, Does.Contain("Taken at your word").And.Contain("missing writes = 0"));
    }
}
