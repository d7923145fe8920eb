using Lab;

namespace Integration.Rollouts;

/// <summary>After a power cut: the plan that is shown is the plan that is carried out, with the witness.</summary>
[Parallelizable(ParallelScope.All)]
[Category("Long")]
public sealed class WhollyDownTests
{
    [TestCase("3.4.13", false, 3, 3)]
    [TestCase("3.9.6", true, 3, 3)]
    [TestCase("3.9.6", false, 3, 3, Category = "Long")]
    [TestCase("3.9.3", false, 1, 1, Category = "Long")]
    [TestCase("3.4.13", false, 1, 1, Category = "Long")]
    [TestCase("3.9.3", true, 1, 1, Category = "Long")]
    [TestCase("3.4.13", false, 3, 2, Category = "Long")]
    [TestCase("3.9.3", true, 3, 2, Category = "Long")]
    public async Task An_ensemble_that_is_down_is_started_by_an_expansion(
        string version, bool isDynamic, int servers, int killed)
    {
        await using var inventory = SuiteInventory.Of(version, isDynamic, servers, servers);
        await ExpansionTests.Run(0, "--target=Up", $"--inventory={inventory.File}");
        await Trees.LeaveToItselfAsync(inventory);
        foreach (var id in Enumerable.Range(servers - killed + 1, killed))
        {
            inventory.Kill(id);
        }

        await Poll.UntilAsync(
            () => inventory.ClientPorts.Keys.Count(id => inventory.ProcessId(id) is null) == killed,
            "servers do not end");

        var plan = await ExpansionTests.Run(0, "--target=Plan", $"--inventory={inventory.File}");
        var output = await ExpansionTests.Run(0, "--target=Expand", $"--inventory={inventory.File}");

        Assert.That(plan, Does.Contain("start server"));
        Assert.That(output, Does.Contain("missing writes = 0").And.Contain("the witness begins once")
            .And.Contain("Kept: copy of server"));
        foreach (var (id, port) in inventory.ClientPorts)
        {
            Assert.That(await Trees.ZnodesAsync(port), Is.GreaterThanOrEqualTo(300), $"server {id}");
        }
    }
}
