using System.Text.RegularExpressions;
using Lab;

namespace Integration.Rollouts.Operating;

/// <summary>An ensemble goes back to what it was before its last change, with somebody else's clients writing.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class RollbackTests
{
    [TestCase("3.9.6", true)]
    [TestCase("3.8.0", false, Category = "Long")]
    [TestCase("3.4.13", false, Category = "Long")]
    public async Task A_setting_is_taken_back_once_and_comes_again_with_its_inventory(string version, bool isDynamic)
    {
        await using var inventory = SuiteInventory.Of(version, isDynamic, 3, 3);
        var file = $"--inventory={inventory.File}";
        await ExpansionTests.Run(0, "--target=Expand", file);
        await ExpansionTests.Run(3, "--target=Rollback", file);
        await using var load = await Load.StartAsync(inventory.ClientPorts.Values);
        inventory.Settings["maxClientCnxns"] = "77";
        inventory.Write();
        await ExpansionTests.Run(0, "--target=Expand", file);
        Assert.That(Set(inventory), Is.EqualTo(new[] { "77", "77", "77" }));

        // The plan that is approved is the one back: of another way, or of another state, it is refused.
        var (approved, other) = (Path.Combine(inventory.Folder, "plan.json"), Path.Combine(inventory.Folder, "other.json"));
        await ExpansionTests.Run(0, "--target=Plan", "--for=Expand", $"--out={other}", file);
        Assert.That(await ExpansionTests.Run(3, "--target=Rollback", $"--plan={other}", file), Does.Contain("ZK4317"));
        var plan = await ExpansionTests.Run(0, "--target=Plan", "--for=Rollback", $"--out={approved}", file);
        var output = await ExpansionTests.Run(0, "--target=Rollback", $"--plan={approved}", file);

        Assert.That(plan, Does.Contain("-maxClientCnxns=77").And.Contain("restart server"));
        Assert.That(output, Does.Contain("missing writes = 0").And.Contain($"make {inventory.File} like that file"));
        Assert.That(Set(inventory), Is.EqualTo(new[] { "60", "60", "60" }));
        Assert.That(await ExpansionTests.Run(0, "--target=Rollback", file), Does.Contain("this way back").And.Contain("Nothing to do"));
        await ExpansionTests.Run(0, "--target=Expand", file);
        Assert.That(Set(inventory), Is.EqualTo(new[] { "77", "77", "77" }));
        await load.StopAsync();
        await NothingIsMissingAsync(load, inventory, 3);

        // Notes, former files and their copies are the suite's own.
        await ExpansionTests.Run(0, "--target=Down", "--purge", "--yes", file);
        Assert.That(Enumerable.Range(1, 3).Select(id => Path.Combine(inventory.Folder, $"{id}")).SelectMany(folder =>
            Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)), Is.Empty);
    }

    /// <summary>And a note that one server alone has is believed no more than that.</summary>
    [TestCase("3.9.6")]
    public async Task A_change_that_was_ended_in_the_middle_is_taken_back(string version)
    {
        await using var inventory = SuiteInventory.Of(version, isDynamic: false, 3, 3);
        var file = $"--inventory={inventory.File}";
        await ExpansionTests.Run(0, "--target=Expand", file);
        await using var load = await Load.StartAsync(inventory.ClientPorts.Values);
        inventory.Settings["maxClientCnxns"] = "77";
        inventory.Write();
        await ExpansionTests.Run(0, "--target=Expand", "--stop-after=1", file);
        var note = Path.Combine(inventory.DataFolder(1), "version-2", "ensemble-inventory");
        await File.WriteAllTextAsync(note, (await File.ReadAllTextAsync(note))
            .Replace("maxClientCnxns: 60", "maxClientCnxns: 66", StringComparison.Ordinal)
            .Replace("\"at\":\"2", "\"at\":\"3", StringComparison.Ordinal));

        Assert.That(await ExpansionTests.Run(0, "--target=Rollback", file), Does.Contain("missing writes = 0"));
        Assert.That(Set(inventory), Is.EqualTo(new[] { "60", "60", "60" }));

        // Another value while one server runs with the first one.
        inventory.Settings["maxClientCnxns"] = "78";
        inventory.Write();
        await ExpansionTests.Run(0, "--target=Expand", "--stop-after=1", file);
        inventory.Settings["maxClientCnxns"] = "79";
        inventory.Write();
        await ExpansionTests.Run(0, "--target=Expand", file);
        Assert.That(Set(inventory), Is.EqualTo(new[] { "79", "79", "79" }));

        // With one note of its own each, nobody is believed.
        foreach (var id in inventory.ClientPorts.Keys)
        {
            await File.AppendAllTextAsync(Path.Combine(inventory.DataFolder(id), "version-2", "ensemble-inventory"), "garbage");
        }

        Assert.That(await ExpansionTests.Run(3, "--target=Rollback", file), Does.Contain("ZK7031").And.Contain("(damaged)"));
        await load.StopAsync();
        await NothingIsMissingAsync(load, inventory, 3);
    }

    [TestCase("3.9.6", true, Category = "Long")]
    [TestCase("3.9.3", false, Category = "Long")]
    [TestCase("3.4.13", false, Category = "Long")]
    public async Task Servers_that_came_leave_again(string version, bool isDynamic)
    {
        await using var inventory = SuiteInventory.Of(version, isDynamic, 3, 5);
        var file = $"--inventory={inventory.File}";
        inventory.Wanted = 3;
        inventory.Write();
        await ExpansionTests.Run(0, "--target=Expand", file);
        await using var load = await Load.StartAsync(inventory.ClientPorts.Values.Take(3));
        inventory.Wanted = 5;
        inventory.Write();
        await ExpansionTests.Run(0, "--target=Expand", file);

        var output = await ExpansionTests.Run(0, "--target=Rollback", file);

        Assert.That(output, Does.Contain("missing writes = 0").And.Contain("put its data aside"));
        Assert.That(new[] { 4, 5 }.Select(inventory.ProcessId), Has.All.Null);
        await ExpansionTests.Run(0, "--target=Expand", file);
        await load.StopAsync();
        await NothingIsMissingAsync(load, inventory, 5);
    }

    /// <summary>Servers that came with a change were empty before it: what is noted beside the first one's data counts without them.</summary>
    [TestCase("3.9.6")]
    [TestCase("3.4.13", Category = "Long")]
    public async Task A_single_server_that_has_grown_goes_back_to_one_also_where_the_growth_was_ended(string version)
    {
        await using var inventory = SuiteInventory.Of(version, isDynamic: false, 1, 3);
        var file = $"--inventory={inventory.File}";
        inventory.Wanted = 1;
        inventory.Write();
        await ExpansionTests.Run(0, "--target=Expand", file);
        inventory.Settings["maxClientCnxns"] = "77";
        inventory.Write();
        await ExpansionTests.Run(0, "--target=Expand", file);
        inventory.Wanted = 3;
        inventory.Write();

        // Ended behind its last change, before the note reached the servers that have come.
        await ExpansionTests.Run(0, "--target=Expand", file);
        var note = Path.Combine(inventory.DataFolder(1), "version-2", "ensemble-inventory");
        Assert.That(Regex.Count(await File.ReadAllTextAsync(note), "ensemble: "), Is.EqualTo(3), "what was carried out before is still known");
        foreach (var id in new[] { 2, 3 })
        {
            File.Delete(Path.Combine(inventory.DataFolder(id), "version-2", "ensemble-inventory"));
        }

        Assert.That(await ExpansionTests.Run(0, "--target=Rollback", file), Does.Contain("put its data aside"));

        Assert.That(new[] { 2, 3 }.Select(inventory.ProcessId), Has.All.Null);
        Assert.That(Set(inventory).First(), Is.EqualTo("77"));
    }

    [TestCase("3.9.3", "3.9.6", true, null)]
    [TestCase("3.8.0", "3.9.6", false, "downgrade-3.9.6-to-3.8.0", Category = "Long")]
    [TestCase("3.8.0", "3.9.3", true, "downgrade-3.9.3-to-3.8.0", Category = "Long")]
    public async Task A_release_is_taken_back_also_of_an_upgrade_that_was_ended_in_the_middle(
        string from, string to, bool isDynamic, string? risk)
    {
        await using var inventory = SuiteInventory.Of(from, isDynamic, 3, 3);
        var file = $"--inventory={inventory.File}";
        await ExpansionTests.Run(0, "--target=Expand", file);
        await using var load = await Load.StartAsync(inventory.ClientPorts.Values);
        inventory.Version = to;
        inventory.Write();

        foreach (string[] ended in new string[][] { ["--stop-after=1"], [] })
        {
            await ExpansionTests.Run(0, ["--target=Upgrade", file, .. ended]);
            if (risk is not null)
            {
                Assert.That(await ExpansionTests.Run(3, "--target=Rollback", file), Does.Contain($"--accept-risk={risk}"));
            }

            var output = await ExpansionTests.Run(0, ["--target=Rollback", file, .. risk is null ? [] : new[] { $"--accept-risk={risk}" }]);
            Assert.That(output, Does.Contain("missing writes = 0"));
            Assert.That(Regex.Matches(output, $@"(?m)^\d +127\.0\.0\.1:\d+ +\w+ +0x[0-9a-f]+ +{Regex.Escape(from)} "), Has.Count.EqualTo(3), output);
        }

        await load.StopAsync();
        await NothingIsMissingAsync(load, inventory, 3);
    }

    [Test]
    [Category("Long")]
    public async Task No_release_goes_back_to_one_that_cannot_read_its_data()
    {
        await using var inventory = SuiteInventory.Of("3.4.13", isDynamic: false, 3, 3);
        var file = $"--inventory={inventory.File}";
        await ExpansionTests.Run(0, "--target=Expand", file);
        inventory.Settings["snapshot.trust.empty"] = "true";
        inventory.Version = "3.8.0";
        inventory.Write();
        await ExpansionTests.Run(0, "--target=Upgrade", file);

        Assert.That(await ExpansionTests.Run(3, "--target=Rollback", file), Does.Contain("ZK4402"));
        await ExpansionTests.Run(0, "--target=Verify", file);
    }

    /// <summary>Killed after each server in turn, it goes on the way on which it was.</summary>
    [Test]
    [Category("Long")]
    public async Task A_rollback_that_is_killed_goes_on_back()
    {
        await using var inventory = SuiteInventory.Of("3.9.6", isDynamic: false, 3, 3);
        var file = $"--inventory={inventory.File}";
        await ExpansionTests.Run(0, "--target=Expand", file);
        await using var load = await Load.StartAsync(inventory.ClientPorts.Values);
        inventory.Settings["maxClientCnxns"] = "77";
        inventory.Write();
        await ExpansionTests.Run(0, "--target=Expand", file);

        for (var killed = 0; killed < 2; killed++)
        {
            await using var run = SuiteProcess.Start("--target=Rollback", file);
            await Poll.UntilAsync(
                () => run.Output.Contains("done restart server", StringComparison.Ordinal) || run.Ended.IsCompleted, "No server is restarted");
            run.Kill();
            await run.Ended;
        }

        await ExpansionTests.Run(0, "--target=Rollback", file);
        await load.StopAsync();
        Assert.That(Set(inventory), Is.EqualTo(new[] { "60", "60", "60" }));
        await NothingIsMissingAsync(load, inventory, 3);
    }

    private static IEnumerable<string> Set(SuiteInventory inventory) => Enumerable.Range(1, 3).Select(id =>
        Regex.Match(File.ReadAllText(Path.Combine(inventory.ConfigFolder(id), "zoo.cfg")), @"(?m)^maxClientCnxns=(\d+)$").Groups[1].Value);

    private static async Task NothingIsMissingAsync(Load load, SuiteInventory inventory, int servers)
    {
        Assert.That(load.Acknowledged, Is.GreaterThan(50));
        foreach (var (id, port) in inventory.ClientPorts.Take(servers))
        {
            Assert.That(await load.MissingAsync(port), Is.Empty, $"server {id}");
        }
    }
}
