using Lab;

namespace Integration.Rollouts;

/// <summary>The suite's main job on real servers, with somebody else's clients writing all the while.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class ExpansionTests
{
    /// <summary>Each member once, and a joiner that came with a shorter list.</summary>
    private static readonly Dictionary<(int, int), int> RestartsByRolling =
        new() { [(1, 3)] = 1, [(3, 5)] = 3, [(1, 5)] = 1, [(2, 4)] = 2, [(2, 5)] = 2, [(3, 6)] = 4 };

    public static IEnumerable<TestCaseData> Cases()
    {
        foreach (var version in ZooKeeperVersions.All)
        {
            foreach (var isDynamic in version == "3.4.13" ? [false] : new[] { false, true })
            {
                foreach (var (from, to) in new[] { (1, 3), (3, 5) })
                {
                    var data = new TestCaseData(version, isDynamic, from, to)
                        .SetArgDisplayNames(version, isDynamic ? "reconfig" : "rolling", $"{from}", $"{to}");
                    yield return IsForEveryRun(version, isDynamic, from) ? data : data.SetCategory("Long");
                }
            }
        }
    }

    /// <summary>The oldest and the newest release, each as it is expanded most.</summary>
    private static bool IsForEveryRun(string version, bool isDynamic, int from) => version switch
    {
        "3.4.13" => true,
        "3.9.6" => isDynamic && from > 1,
        _ => false,
    };

    [TestCaseSource(nameof(Cases))]
    public async Task An_expansion_loses_no_write(string version, bool isDynamic, int from, int to)
    {
        await using var inventory = SuiteInventory.Of(version, isDynamic, from, to);
        await Run(0, "--target=Up", $"--inventory={inventory.File}");
        await using var load = await Load.StartAsync(inventory.ClientPorts.Values);

        var output = await Run(0, "--target=Expand", $"--inventory={inventory.File}");
        await load.StopAsync();

        Assert.That(output, Does.Contain("missing writes = 0"));
        Assert.That(load.Acknowledged, Is.GreaterThan(50));
        var restarts = output.Split('\n').Count(line => line.Contains("done restart", StringComparison.Ordinal));
        Assert.That(restarts, Is.EqualTo(isDynamic ? (from == 1 ? 1 : 0) : RestartsByRolling[(from, to)]));
        foreach (var (id, port) in inventory.ClientPorts)
        {
            Assert.That(await load.MissingAsync(port), Is.Empty, $"server {id}");
        }

        if (isDynamic && from > 1)
        {
            Assert.That(load.Failures, Is.Empty, "a reconfig of a dynamic ensemble is not noticed by anybody");
            Assert.That(output, Does.Contain("0 failed operations"));
        }
    }

    [TestCase("3.4.13", false, Category = "Long")]
    [TestCase("3.9.3", false, Category = "Long")]
    [TestCase("3.9.3", true, Category = "Long")]
    public async Task One_server_grows_to_five_in_one_run(string version, bool isDynamic) =>
        await An_expansion_loses_no_write(version, isDynamic, 1, 5);

    [TestCase("3.4.13", 2, 4)]
    [TestCase("3.9.6", 2, 5)]
    [TestCase("3.4.13", 3, 6)]
    [TestCase("3.9.6", 3, 6)]
    [Category("Long")]
    public async Task A_static_ensemble_becomes_twice_as_many_in_one_list(string version, int from, int to) =>
        await An_expansion_loses_no_write(version, isDynamic: false, from, to);

    [TestCase("3.8.0", Category = "Long")]
    [TestCase("3.9.6", Category = "Long")]
    public async Task A_static_ensemble_turns_dynamic_and_grows(string version)
    {
        await using var inventory = SuiteInventory.Of(version, isDynamic: false, 3, 5);
        await Run(0, "--target=Up", $"--inventory={inventory.File}");
        await using var load = await Load.StartAsync(inventory.ClientPorts.Values);
        inventory.IsDynamic = true;
        await File.WriteAllTextAsync(Path.Combine(inventory.Folder, "superuser"), "not known to the old servers\n");
        inventory.Write();

        var output = await Run(0, "--target=Expand", $"--inventory={inventory.File}");
        await load.StopAsync();

        Assert.That(output, Does.Contain("missing writes = 0").And.Contain("done reconfig: add servers 4, 5"));
        foreach (var (id, port) in inventory.ClientPorts)
        {
            Assert.That(await load.MissingAsync(port), Is.Empty, $"server {id}");
        }
    }

    [TestCase("3.4.13", false, Category = "Long")]
    [TestCase("3.9.3", false, Category = "Long")]
    [TestCase("3.9.3", true, Category = "Long")]
    public async Task Observers_join_without_a_vote(string version, bool isDynamic)
    {
        await using var inventory = SuiteInventory.Of(version, isDynamic, 3, 5);
        await Run(0, "--target=Up", $"--inventory={inventory.File}");
        inventory.Observers.UnionWith([4, 5]);
        inventory.Write();

        var output = await Run(0, "--target=Expand", $"--inventory={inventory.File}");

        Assert.That(output.Split('\n'), Has.Exactly(2).Matches(@"^ *[45] +127\.0\.0\.1:\d+ +observer"));
        Assert.That(output, Does.Contain("missing writes = 0"));
    }

    [TestCase("3.4.13", false, Category = "Long")]
    [TestCase("3.9.3", true, Category = "Long")]
    public async Task A_second_run_changes_nothing(string version, bool isDynamic)
    {
        await using var inventory = SuiteInventory.Of(version, isDynamic, 1, 3);
        await Run(0, "--target=Expand", $"--inventory={inventory.File}");
        var before = State(inventory);

        var output = await Run(0, "--target=Expand", $"--inventory={inventory.File}");

        Assert.That(State(inventory), Is.EqualTo(before));
        Assert.That(output, Does.Contain("Nothing to do"));
    }

    [TestCase("3.4.13", false, Category = "Long")]
    [TestCase("3.9.3", true, Category = "Long")]
    public async Task A_changed_setting_restarts_each_member_once(string version, bool isDynamic)
    {
        await using var inventory = SuiteInventory.Of(version, isDynamic, 3, 3);
        await Run(0, "--target=Expand", $"--inventory={inventory.File}");
        inventory.Settings["maxClientCnxns"] = "77";
        inventory.Write();
        var before = await File.ReadAllTextAsync(Path.Combine(inventory.ConfigFolder(2), "zoo.cfg"));

        var plan = await Run(0, "--target=Plan", $"--inventory={inventory.File}");
        var output = await Run(0, "--target=Expand", $"--inventory={inventory.File}");

        foreach (var told in new[] { plan, output })
        {
            Assert.That(told, Does.Match(@" {4}-maxClientCnxns=60\n.* {4}\+maxClientCnxns=77\n"));
            Assert.That(told, Does.Contain($"server 2: {inventory.ConfigFolder(2)}/zoo.cfg"));
        }

        Assert.That(
            await File.ReadAllTextAsync(Path.Combine(inventory.ConfigFolder(2), "zoo.cfg.former")), Is.EqualTo(before));
        Assert.That(
            output.Split('\n').Where(line => line.Contains("done ", StringComparison.Ordinal)),
            Has.Exactly(3).Contains("done restart server"));
        Assert.That(output, Does.Contain("missing writes = 0"));
        Assert.That(await Run(0, "--target=Expand", $"--inventory={inventory.File}"), Does.Contain("Nothing to do"));
    }

    [TestCase("3.4.13", false)]
    [TestCase("3.9.6", true)]
    public async Task A_new_ensemble_is_deployed_once(string version, bool isDynamic)
    {
        await using var inventory = SuiteInventory.Of(version, isDynamic, 1, 3);
        await Run(0, "--target=Deploy", $"--inventory={inventory.File}");
        var before = State(inventory);

        Assert.That(await Run(0, "--target=Deploy", $"--inventory={inventory.File}"), Does.Contain("Nothing to do"));
        Assert.That(await Run(0, "--target=Expand", $"--inventory={inventory.File}"), Does.Contain("Nothing to do"));

        Assert.That(State(inventory), Is.EqualTo(before));
    }

    [Test]
    public async Task Targets_that_only_read_change_nothing()
    {
        await using var inventory = SuiteInventory.Of("3.9.3", true, 1, 3);
        await Run(0, "--target=Up", $"--inventory={inventory.File}");
        var before = State(inventory);

        await Run(0, "--target=Render", "--target=Plan", "--target=Status", $"--inventory={inventory.File}");
        var alone = await Run(1, "--target=Expand", "--exclusive", $"--inventory={inventory.File}");
        await Run(1, "--target=Verify", $"--inventory={inventory.File}");

        Assert.That(State(inventory), Is.EqualTo(before));
        Assert.That(alone, Does.Contain("not yet what its inventory wants"));
    }

    internal static async Task<string> Run(int expected, params IEnumerable<string> arguments)
    {
        var (exitCode, output) = await SuiteProcess.RunAsync(arguments);
        await TestContext.Out.WriteLineAsync(output);
        Assert.That(exitCode, Is.EqualTo(expected), output);
        return output;
    }

    /// <summary>Who runs, and every file of the configurations with its content.</summary>
    private static string State(SuiteInventory inventory) =>
        string.Join('\n', inventory.ClientPorts.Keys.SelectMany(id =>
        Directory.Exists(inventory.ConfigFolder(id))
            ? Directory.EnumerateFiles(inventory.ConfigFolder(id), "*", SearchOption.AllDirectories)
                .Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)).Order()
                .Select(file => $"{file}: {File.ReadAllText(file)}").Prepend($"{id}: {inventory.ProcessId(id)}")
            : [$"{id}: no files"]));
}
