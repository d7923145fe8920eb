using Lab;

namespace Integration.Rollouts;

/// <summary>After a target there is nothing to plan, and the same again restarts nobody.</summary>
[Parallelizable(ParallelScope.All)]
[Category("Long")]
public sealed class NothingLeftTests
{
    public static IEnumerable<TestCaseData> Deployed()
    {
        foreach (var version in ZooKeeperVersions.All)
        {
            foreach (var isDynamic in version == "3.4.13" ? [false] : new[] { false, true })
            {
                foreach (var (voters, observers) in new[] { (1, 0), (2, 0), (3, 0), (2, 1), (3, 2), (5, 0) })
                {
                    yield return Case(version, isDynamic, voters, observers);
                }

                if (isDynamic)
                {
                    yield return Case(version, isDynamic, 1, 1);
                }
            }
        }
    }

    [TestCaseSource(nameof(Deployed))]
    public async Task What_was_deployed_is_as_wanted(string version, bool isDynamic, int voters, int observers)
    {
        await using var inventory = SuiteInventory.Of(version, isDynamic, present: 1, wanted: voters + observers);
        inventory.IsEmbedded = false;
        inventory.Observers.UnionWith(Enumerable.Range(voters + 1, observers));
        inventory.Write();
        await ExpansionTests.Run(0, "--target=Deploy", $"--inventory={inventory.File}");
        await IsAsWantedAsync(inventory, "Deploy", "Expand");
    }

    [TestCase("3.9.6", true, 1, 2)]
    [TestCase("3.4.13", false, 1, 2, Category = "Long")]
    [TestCase("3.8.0", true, 2, 1, Category = "Long")]
    [TestCase("3.9.6", false, 3, 2, Category = "Long")]
    [TestCase("3.9.3", true, 2, 3, Category = "Long")]
    public async Task What_was_expanded_or_shrunk_is_as_wanted(string version, bool isDynamic, int before, int after)
    {
        await using var inventory = SuiteInventory.Of(
            version, isDynamic, present: before, wanted: Math.Max(before, after));
        inventory.IsEmbedded = false;
        inventory.Wanted = before;
        inventory.Write();
        await ExpansionTests.Run(0, "--target=Deploy", $"--inventory={inventory.File}");
        inventory.Wanted = after;
        inventory.Write();
        var target = after > before ? "Expand" : "Shrink";
        await ExpansionTests.Run(0, $"--target={target}", $"--inventory={inventory.File}");
        await IsAsWantedAsync(inventory, target);
    }

    private static TestCaseData Case(string version, bool isDynamic, int voters, int observers)
    {
        var data = new TestCaseData(version, isDynamic, voters, observers)
            .SetArgDisplayNames(version, isDynamic ? "dynamic" : "static", $"{voters}", $"{observers}");
        var isForEveryRun = (version, isDynamic, voters, observers) is
            ("3.9.6", true, 1, 0) or ("3.4.13", false, 1, 0) or ("3.9.6", true, 2, 1);
        return isForEveryRun ? data : data.SetCategory("Long");
    }

    private static async Task IsAsWantedAsync(SuiteInventory inventory, params string[] targets)
    {
        var processes = Processes(inventory);
        var plan = await ExpansionTests.Run(
            0, "--target=Plan", "--detailed-exitcode", $"--inventory={inventory.File}");
        Assert.That(plan, Does.Contain("No file on a host would change"));
        foreach (var target in targets)
        {
            var again = await ExpansionTests.Run(0, $"--target={target}", $"--inventory={inventory.File}");
            Assert.That(again, Does.Contain("Nothing to do"), target);
        }

        Assert.That(Processes(inventory), Is.EqualTo(processes), "nobody was restarted");
    }

    private static List<int?> Processes(SuiteInventory inventory) =>
        [.. Enumerable.Range(1, inventory.Wanted).Select(inventory.ProcessId)];
}
