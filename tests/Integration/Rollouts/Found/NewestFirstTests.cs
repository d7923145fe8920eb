using Lab;

namespace Integration.Rollouts.Found;

/// <summary>
/// All members are down, and a majority has lost its newest log, as by a disk that was set back: what one still has is not
/// given up by the order in which they are started.
/// </summary>
[Parallelizable(ParallelScope.All)]
public sealed class NewestFirstTests
{
    [TestCase("3.4.13", false)]
    [TestCase("3.9.6", false, Category = "Long")]
    [TestCase("3.9.6", true, Category = "Long")]
    public async Task Who_holds_the_newest_transactions_is_started_first(string version, bool isDynamic)
    {
        await using var inventory = SuiteInventory.Of(version, isDynamic, 3, 3);
        inventory.IsEmbedded = false;
        inventory.Write();
        await ExpansionTests.Run(0, "--target=Deploy", $"--inventory={inventory.File}");
        await ExpansionTests.Run(0, "--target=Restart", $"--inventory={inventory.File}");
        await using var load = await Load.StartAsync(inventory.ClientPorts.Values);
        await Poll.UntilAsync(() => load.Acknowledged > 200, "the load does not write");
        await load.StopAsync();
        inventory.ClientPorts.Keys.ToList().ForEach(inventory.Kill);
        await Poll.UntilAsync(() => inventory.ClientPorts.Keys.All(id => inventory.ProcessId(id) is null), "servers do not end after SIGKILL");
        foreach (var id in new[] { 1, 2 })
        {
            var logs = Directory.GetFiles(Path.Combine(inventory.DataFolder(id), "version-2"), "log.*").OrderBy(log => log.Length).ThenBy(log => log, StringComparer.Ordinal).ToList();
            Assert.That(logs, Has.Count.GreaterThan(1));
            File.Delete(logs[^1]);
        }

        var output = await ExpansionTests.Run(0, "--target=Expand", $"--inventory={inventory.File}");

        Assert.That(output, Does.Match(@"(?m)^  1\. +start server 3 "));
        foreach (var port in inventory.ClientPorts.Values)
        {
            Assert.That(await load.MissingAsync(port), Is.Empty);
        }
    }
}
