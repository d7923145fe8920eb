using Lab;
using Suite.Runs;

namespace Integration.Rollouts;

/// <summary>A run that ends anywhere is finished by the next, and no client loses a write.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class InterruptionTests
{
    private static readonly TimeSpan Rollout = TimeSpan.FromSeconds(4);

    /// <summary>Three kills in each growth of one ensemble, at the boundaries of steps and between.</summary>
    [TestCase("3.9.3", true, 3)]
    [TestCase("3.4.13", false, 3, 5, Category = "Long")]
    [TestCase("3.9.3", true, 3, 5, Category = "Long")]
    public async Task Killed_runs_that_grow_one_server_are_finished_by_the_next(
        string version, bool isDynamic, params int[] sizes)
    {
        await using var growth = await Growth.StartAsync(version, isDynamic, 1, sizes[^1]);
        var random = Seed.Random();
        foreach (var wanted in sizes)
        {
            growth.Inventory.Wanted = wanted;
            growth.Inventory.Write();
            Assert.That(await growth.KillAfterAsync(0), Is.True, "the plan alone changes nothing");
            Assert.That(await growth.KillAfterAsync(1), Is.True, "it had more than one step");
            await growth.KillAsync(Rollout / 4 * random.NextDouble());
            await growth.FinishAsync();
        }
    }

    [TestCase(true)]
    [TestCase(false, Category = "Long")]
    public async Task Ctrl_C_twice_in_one_expansion_leaves_what_the_next_run_finishes(bool isDynamic)
    {
        await using var growth = await Growth.StartAsync("3.9.3", isDynamic, 1, 3);
        var random = Seed.Random();
        await growth.InterruptAsync(Rollout / 8 * random.NextDouble());
        await growth.InterruptAsync(Rollout / 4 * (1 + random.NextDouble()));
        await growth.FinishAsync();
    }

    [Test]
    [Category("Long")]
    public async Task Ctrl_C_at_many_moments_leaves_what_the_next_run_finishes(
        [Values] bool isDynamic, [Range(0, 5)] int moment)
    {
        await using var growth = await Growth.StartAsync("3.9.3", isDynamic, 1, 3);
        await growth.InterruptAsync(Rollout / 6 * (moment + Seed.Random().NextDouble()));
        await growth.FinishAsync();
    }

    /// <summary>A run was killed between a new server's zoo.cfg and the list that this names.</summary>
    [Test]
    [Category("Long")]
    public async Task Half_of_a_new_servers_files_does_not_end_the_next_run()
    {
        await using var inventory = SuiteInventory.Of("3.9.3", true, 1, 3);
        await ExpansionTests.Run(0, "--target=Up", $"--inventory={inventory.File}");
        await ExpansionTests.Run(0, "--target=Render", $"--inventory={inventory.File}");
        Directory.CreateDirectory(inventory.ConfigFolder(2));
        File.Copy(
            Path.Combine(ProjectFolders.Root, "artifacts", inventory.Ensemble, "server-2", "zoo.cfg"),
            Path.Combine(inventory.ConfigFolder(2), "zoo.cfg"));

        await ExpansionTests.Run(0, "--target=Expand", $"--inventory={inventory.File}");

        Assert.That(
            await ExpansionTests.Run(0, "--target=Expand", $"--inventory={inventory.File}"), Does.Contain("Nothing to do"));
    }

    [Test]
    [Category("Long")]
    public async Task A_second_rollout_is_refused_with_the_holder_and_a_killed_one_frees_the_lock()
    {
        await using var inventory = SuiteInventory.Of("3.9.3", true, 1, 3);
        await ExpansionTests.Run(0, "--target=Up", $"--inventory={inventory.File}");
        await using var first = SuiteProcess.Start("--target=Expand", $"--inventory={inventory.File}");
        await Poll.UntilAsync(
            () => first.Output.Contains("Plan by", StringComparison.Ordinal), "The first does not begin");

        var refused = await ExpansionTests.Run(5, "--target=Expand", $"--inventory={inventory.File}");
        Assert.That(
            refused, Does.Contain($"{Environment.UserName}@{Environment.MachineName} since").And.Contain("Expand"));

        first.Kill();
        await ExpansionTests.Run(0, "--target=Expand", $"--inventory={inventory.File}");
    }

    /// <summary>What follows is proved for what the plan foresees, so the run ends before its next stage.</summary>
    [Test]
    [Category("Long")]
    public async Task A_server_that_dies_between_two_stages_ends_the_run_before_the_next_one()
    {
        await using var inventory = SuiteInventory.Of("3.9.6", true, 3, 4);
        await ExpansionTests.Run(0, "--target=Up", $"--inventory={inventory.File}");
        await using var run = SuiteProcess.Start("--target=Expand", $"--inventory={inventory.File}");
        await Poll.UntilAsync(
            () => run.Output.Contains("done start server 4", StringComparison.Ordinal), "Server 4 does not start");
        run.Freeze();
        inventory.Kill(1);
        await Poll.UntilAsync(() => inventory.ProcessId(1) is null, "Server 1 does not end after SIGKILL");
        run.Thaw();

        Assert.That(await run.EndAsync(), Is.EqualTo(ExitCodes.Failed), run.Output);
        Assert.That(
            run.Output, Does.Contain("Server 1 should run by now, and it does not.")
                .And.Contain("run the same command again").And.Not.Contain("begin reconfig"));

        await ExpansionTests.Run(0, "--target=Expand", $"--inventory={inventory.File}");
        Assert.That(
            await ExpansionTests.Run(0, "--target=Expand", $"--inventory={inventory.File}"), Does.Contain("Nothing to do"));
    }
}
