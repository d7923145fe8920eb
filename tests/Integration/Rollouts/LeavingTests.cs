using System.Text.RegularExpressions;
using Lab;

namespace Integration.Rollouts;

/// <summary>Servers leave and are replaced, with somebody else's clients writing all the while.</summary>
[Parallelizable]
public sealed partial class LeavingTests
{
    /// <summary>The server with the largest id leads as a rule, so the leader is among those that leave.</summary>
    [TestCase("3.9.3", true, 5, 3)]
    [TestCase("3.4.13", false, 4, 3, Category = "Long")]
    [TestCase("3.9.6", false, 5, 3, Category = "Long")]
    [TestCase("3.9.6", false, 6, 4, Category = "Long")]
    [TestCase("3.8.0", true, 3, 2, Category = "Long")]
    [TestCase("3.9.6", true, 3, 1, Category = "Long")]
    [TestCase("3.9.3", false, 3, 2, Category = "Long")]
    [TestCase("3.9.3", false, 3, 1, Category = "Long")]
    public async Task Servers_leave_and_no_write_is_lost(string version, bool isDynamic, int from, int to)
    {
        await using var inventory = SuiteInventory.Of(version, isDynamic, from, from);
        await ExpansionTests.Run(0, "--target=Up", $"--inventory={inventory.File}");
        inventory.Wanted = to;
        inventory.Write();
        await using var load = await Load.StartAsync(Stayers(inventory));

        var refused = await ExpansionTests.Run(3, "--target=Expand", $"--inventory={inventory.File}");
        var output = await ExpansionTests.Run(0, "--target=Shrink", $"--inventory={inventory.File}");
        await load.StopAsync();

        Assert.That(refused, Does.Contain("--target=Shrink does"));
        Assert.That(output, Does.Contain("missing writes = 0"));
        await NothingIsLostAsync(load, inventory);
        foreach (var id in Enumerable.Range(to + 1, from - to))
        {
            Assert.That(inventory.ProcessId(id), Is.Null, $"server {id} runs");
            Assert.That(Directory.GetDirectories(inventory.DataFolder(id), "version-2.left-*"), Has.Length.EqualTo(1));
        }

        Assert.That(
            await ExpansionTests.Run(0, "--target=Shrink", $"--inventory={inventory.File}"),
            Does.Contain("Nothing to do"));
    }

    /// <summary>A run that ends between two servers may leave one that no list names any more, and that follows all the same.</summary>
    [TestCase("3.4.13", false, 3, Category = "Long")]
    [TestCase("3.4.13", false, 1, Category = "Long")]
    [TestCase("3.9.6", true, 1, Category = "Long")]
    public async Task Servers_that_an_ended_run_left_to_the_next_one_leave_with_it(string version, bool isDynamic, int most)
    {
        await using var inventory = SuiteInventory.Of(version, isDynamic, 5, 5);
        await ExpansionTests.Run(0, "--target=Up", $"--inventory={inventory.File}");
        inventory.Wanted = 3;
        inventory.Write();
        await using var load = await Load.StartAsync(Stayers(inventory));

        await ExpansionTests.Run(0, "--target=Shrink", $"--stop-after={most}", $"--inventory={inventory.File}");
        for (var run = 0; most == 1 && run < 4; run++)
        {
            await ExpansionTests.Run(0, "--target=Shrink", $"--stop-after={most}", $"--inventory={inventory.File}");
        }

        await ExpansionTests.Run(0, "--target=Shrink", $"--inventory={inventory.File}");
        await load.StopAsync();

        await NothingIsLostAsync(load, inventory);
        Assert.That(new[] { 4, 5 }.Select(inventory.ProcessId), Is.All.Null, "a server runs that was to leave");
        Assert.That(
            await ExpansionTests.Run(0, "--target=Shrink", $"--inventory={inventory.File}"), Does.Contain("Nothing to do"));
        Assert.That(Directory.EnumerateFiles(inventory.Folder, "leavers", SearchOption.AllDirectories), Is.Empty);
    }

    /// <summary>Each run does one step, is killed, and leaves what it has not done yet to the next one.</summary>
    [TestCase("3.4.13", false, Category = "Long")]
    [TestCase("3.9.6", true, Category = "Long")]
    public async Task Servers_leave_by_runs_that_are_killed_after_each_step(string version, bool isDynamic)
    {
        await using var inventory = SuiteInventory.Of(version, isDynamic, 5, 5);
        await ExpansionTests.Run(0, "--target=Up", $"--inventory={inventory.File}");
        inventory.Wanted = 3;
        inventory.Write();
        await using var load = await Load.StartAsync(Stayers(inventory));

        var (killed, exitCode) = (0, 137);
        while (exitCode == 137 && killed < 30)
        {
            await using var suite = SuiteProcess.Start("--target=Shrink", "--no-backup", $"--inventory={inventory.File}");
            await Task.WhenAny(suite.Ended, Poll.UntilAsync(
                () => suite.Ended.IsCompleted || StepDone().IsMatch(suite.Output), "no step is done", TimeSpan.FromMinutes(3)));
            if (!suite.Ended.IsCompleted)
            {
                suite.Kill();
                killed++;
            }

            exitCode = await suite.EndAsync();
            Assert.That(exitCode, Is.EqualTo(0).Or.EqualTo(137), suite.Output);
        }

        await load.StopAsync();
        Assert.That((exitCode, killed), Is.EqualTo((0, killed)));
        Assert.That(killed, Is.GreaterThan(1));
        await NothingIsLostAsync(load, inventory);
        Assert.That(new[] { 4, 5 }.Select(inventory.ProcessId), Is.All.Null, "a server runs that was to leave");
    }

    [GeneratedRegex("done (restart|stop|reconfig)")]
    private static partial Regex StepDone();

    [TestCase("3.9.3", true, Category = "Long")]
    [TestCase("3.4.13", false, Category = "Long")]
    [TestCase("3.9.6", false, Category = "Long")]
    public async Task A_new_server_takes_the_place_of_another(string version, bool isDynamic)
    {
        await using var inventory = SuiteInventory.Of(version, isDynamic, 3, 4);
        inventory.Wanted = 3;
        inventory.Write();
        await ExpansionTests.Run(0, "--target=Up", $"--inventory={inventory.File}");
        inventory.Wanted = 4;
        inventory.Left.Add(2);
        inventory.Write();
        await using var load = await Load.StartAsync(Stayers(inventory));

        var output = await ExpansionTests.Run(0, "--target=Replace", $"--inventory={inventory.File}");
        await load.StopAsync();

        Assert.That(output, Does.Contain("missing writes = 0"));
        await NothingIsLostAsync(load, inventory);
        Assert.That(inventory.ProcessId(2), Is.Null);
    }

    [TestCase("3.9.3", true, 3, Category = "Long")]
    [TestCase("3.9.6", false, 3, Category = "Long")]
    [TestCase("3.4.13", false, 3, Category = "Long")]
    [TestCase("3.9.3", false, 4, Category = "Long")]
    [TestCase("3.9.6", true, 5, Category = "Long")]
    public async Task An_id_moves_to_another_host(string version, bool isDynamic, int wanted)
    {
        await using var inventory = SuiteInventory.Of(version, isDynamic, 3, wanted);
        inventory.Wanted = 3;
        inventory.Write();
        await ExpansionTests.Run(0, "--target=Up", $"--inventory={inventory.File}");
        inventory.Wanted = wanted;
        inventory.Move(3);
        inventory.Write();
        await using var load = await Load.StartAsync(Stayers(inventory));

        var output = await ExpansionTests.Run(0, "--target=Replace", $"--inventory={inventory.File}");
        await load.StopAsync();

        Assert.That(output, Does.Contain("missing writes = 0"));
        await NothingIsLostAsync(load, inventory);
        Assert.That(inventory.ProcessId(3), Is.Null, "the old server 3 runs");
        Assert.That(
            await ExpansionTests.Run(0, "--target=Expand", $"--inventory={inventory.File}"),
            Does.Contain("Nothing to do"));
    }

    private static IEnumerable<int> Stayers(SuiteInventory inventory) => inventory.ClientPorts
        .Where(server => server.Key <= inventory.Wanted && !inventory.Left.Contains(server.Key))
        .Select(server => server.Value);

    private static async Task NothingIsLostAsync(Load load, SuiteInventory inventory)
    {
        Assert.That(load.Acknowledged, Is.GreaterThan(20));
        foreach (var port in Stayers(inventory))
        {
            Assert.That(await load.MissingAsync(port), Is.Empty, $"port {port}");
        }
    }
}
