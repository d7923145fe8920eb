using System.Globalization;
using Lab;
using Lab.Foreign;

namespace Integration.Rollouts;

/// <summary>
/// Servers that somebody else has started, as ZooKeeper's own zkServer.sh starts them: what is stopped is the process
/// that runs, whatever a pid file says, and what a gate measures is the process that was started in its place.
/// </summary>
[Parallelizable(ParallelScope.All)]
[Category("Long")]
public sealed class TakeOverTests
{
    private const int Znodes = 300;

    [TestCase("3.4.13", false)]
    [TestCase("3.9.3", false)]
    [TestCase("3.9.3", true)]
    public async Task A_single_server_with_its_pid_file_elsewhere_grows_to_three(string version, bool isDynamic)
    {
        await using var foreign = await ForeignEnsemble.CreateAsync(version, isDynamic, 1, 3);
        await foreign.StartAsync(1, ("ZOOPIDFILE", Path.Combine(foreign.Inventory.Folder, "run", "zookeeper.pid")));
        await foreign.UntilServingAsync(1);
        await foreign.FillAsync(Znodes);
        var before = foreign.ProcessId(1);
        await using var load = await Load.StartAsync(foreign.Inventory.ClientPorts.Values);

        var output = await Expand(0, foreign);

        Assert.That(output, Does.Contain("missing writes = 0"));
        Assert.That(foreign.ProcessId(1), Is.Not.Null.And.Not.EqualTo(before));
        await IsWholeAsync(foreign, load);
        Assert.That(await Expand(0, foreign), Does.Contain("Nothing to do"));
    }

    /// <summary>Killed right after each of its steps, by turns, and run again.</summary>
    [Category("Long")]
    [TestCase("3.4.13", false)]
    [TestCase("3.9.3", false)]
    [TestCase("3.9.3", true)]
    public async Task A_run_that_is_killed_between_its_steps_loses_nothing_either(string version, bool isDynamic)
    {
        await using var foreign = await ForeignEnsemble.CreateAsync(version, isDynamic, 1, 3);
        await foreign.StartAsync(1, ("ZOOPIDFILE", Path.Combine(foreign.Inventory.Folder, "run", "zookeeper.pid")));
        await foreign.UntilServingAsync(1);
        await foreign.FillAsync(Znodes);
        await using var load = await Load.StartAsync(foreign.Inventory.ClientPorts.Values);
        foreach (var steps in new[] { 0, 1, 1 })
        {
            await using var suite = SuiteProcess.Start("--target=Expand", $"--inventory={foreign.Inventory.File}");
            await Poll.UntilAsync(
                () => suite.Ended.IsCompleted || Done(suite) > steps || (steps == 0 && Done(suite) > 0),
                "the step does not come", TimeSpan.FromMinutes(3));
            suite.Kill();
            await suite.Ended;
        }

        Assert.That(await Expand(0, foreign), Does.Contain("missing writes = 0").Or.Contain("Nothing to do"));
        await IsWholeAsync(foreign, load);
    }

    [TestCase(true)]
    [TestCase(false, Category = "Long")]
    public async Task A_change_of_settings_restarts_members_that_run_in_the_foreground_of_a_shell(bool isInShell)
    {
        await using var foreign = await ForeignEnsemble.CreateAsync("3.9.3", isDynamic: false, 3, 3);
        foreach (var id in foreign.Inventory.ClientPorts.Keys)
        {
            if (isInShell)
            {
                foreign.StartInShell(id);
            }
            else
            {
                // A pid file that names another process, as a wrapper leaves it.
                await foreign.StartAsync(id, ("ZOOPIDFILE", Path.Combine(foreign.Inventory.Folder, $"{id}", "pid")));
                await File.WriteAllTextAsync(
                    Path.Combine(foreign.Inventory.DataFolder(id), "zookeeper_server.pid"),
                    string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}\n"));
            }
        }

        await foreign.UntilServingAsync(3);
        await foreign.FillAsync(Znodes);
        int?[] before = [.. foreign.Inventory.ClientPorts.Keys.Select(foreign.ProcessId)];
        foreign.Inventory.Settings["maxClientCnxns"] = "61";
        foreign.Inventory.Write();

        var output = await Expand(0, foreign);

        Assert.That(output, Does.Contain("missing writes = 0"));
        foreach (var id in foreign.Inventory.ClientPorts.Keys)
        {
            Assert.That(foreign.ProcessId(id), Is.Not.Null.And.Not.EqualTo(before[id - 1]));
            Assert.That(await foreign.SettingAsync(id, "maxClientCnxns"), Is.EqualTo("61"));
            Assert.That(await foreign.CountAsync(id), Is.EqualTo(Znodes));
        }

        Assert.That(await Expand(0, foreign), Does.Contain("Nothing to do"));
    }

    /// <summary>Files that were written after the start of a process do not count as what it runs with.</summary>
    [Test]
    public async Task Files_that_are_newer_than_the_process_are_not_in_force()
    {
        await using var foreign = await ForeignEnsemble.CreateAsync("3.9.3", isDynamic: false, 1, 1);
        foreign.Inventory.Settings["maxClientCnxns"] = "61";
        foreign.Inventory.Write();
        await foreign.StartAsync(1);
        await foreign.UntilServingAsync(1);
        await Task.Delay(2100); // Start and file are told to the second.
        var file = Path.Combine(foreign.Inventory.ConfigFolder(1), "zoo.cfg");
        await File.AppendAllTextAsync(file, "maxClientCnxns=61\n");

        var output = await ExpansionTests.Run(0, "--target=Plan", $"--inventory={foreign.Inventory.File}");

        Assert.That(output, Does.Contain("restart server 1").And.Contain("after the process was started"));
    }

    [Test]
    public async Task A_member_that_a_loop_keeps_alive_is_refused_until_the_loop_is_gone()
    {
        await using var foreign = await ForeignEnsemble.CreateAsync("3.9.3", isDynamic: false, 1, 3);
        var loop = foreign.StartInLoop(1);
        await foreign.UntilServingAsync(1);
        await foreign.FillAsync(Znodes);
        var before = foreign.ProcessId(1);

        var refused = await Expand(3, foreign);

        Assert.That(refused, Does.Contain($"is started again by its parent, process {loop.Id} (bash)"));
        Assert.That(foreign.ProcessId(1), Is.EqualTo(before));
        Assert.That(Directory.Exists(foreign.Inventory.ConfigFolder(2)), Is.False, "something was written");

        // As the message says: the loop alone.
        loop.Kill();
        await loop.WaitForExitAsync();
        Assert.That(await Expand(0, foreign), Does.Contain("missing writes = 0"));
        Assert.That(foreign.ProcessId(1), Is.Not.EqualTo(before));
        Assert.That(await foreign.CountAsync(3), Is.EqualTo(Znodes));
    }

    private static Task<string> Expand(int expected, ForeignEnsemble foreign) =>
        ExpansionTests.Run(expected, "--target=Expand", $"--inventory={foreign.Inventory.File}");

    private static int Done(SuiteProcess suite) =>
        suite.Output.Split('\n').Count(line => line.TrimStart().StartsWith("done ", StringComparison.Ordinal));

    private static async Task IsWholeAsync(ForeignEnsemble foreign, Load load)
    {
        var modes = await Task.WhenAll(foreign.Inventory.ClientPorts.Keys.Select(foreign.ModeAsync));
        Assert.That(modes.Order(), Is.EqualTo(["follower", "follower", "leader"]));
        foreach (var (id, port) in foreign.Inventory.ClientPorts)
        {
            Assert.That(await foreign.CountAsync(id), Is.EqualTo(Znodes), $"server {id}");
            Assert.That(await load.MissingAsync(port), Is.Empty, $"server {id}");
        }
    }
}
