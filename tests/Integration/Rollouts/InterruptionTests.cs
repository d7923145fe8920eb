using Lab;

namespace Integration.Rollouts;

/// <summary>A run that ends anywhere is finished by the next.</summary>
[NonParallelizable] // Several JVMs each.
public sealed class InterruptionTests
{
    [Test]
    public async Task Ctrl_C_at_any_moment_leaves_what_the_next_run_finishes(
        [Values(true, false)] bool isDynamic, [Values(0, 2)] int moment) =>
        await EndsWellAsync(isDynamic, moment, suite => suite.Interrupt(), [0, 130]);

    [Test]
    [Category("Long")]
    public Task Ctrl_C_at_many_moments_leaves_what_the_next_run_finishes(
        [Values(true, false)] bool isDynamic, [Values(1, 3, 4, 5)] int moment) =>
        Ctrl_C_at_any_moment_leaves_what_the_next_run_finishes(isDynamic, moment);

    [Test]
    public async Task Kill_at_any_moment_leaves_what_the_next_run_finishes(
        [Values(true, false)] bool isDynamic, [Values(1, 3)] int moment) =>
        await EndsWellAsync(isDynamic, moment, suite => suite.Kill(), [0, 137]);

    [Test]
    [Category("Long")]
    public Task Kill_at_many_moments_leaves_what_the_next_run_finishes(
        [Values(true, false)] bool isDynamic, [Values(0, 2, 4, 5)] int moment) =>
        Kill_at_any_moment_leaves_what_the_next_run_finishes(isDynamic, moment);

    [Test]
    public async Task A_second_rollout_is_refused_with_the_holder_and_a_killed_one_frees_the_lock()
    {
        await using var inventory = SuiteInventory.Of("3.9.3", true, 1, 3);
        await ExpansionTests.Run(0, "--target=Up", $"--inventory={inventory.File}");
        await using var first = SuiteProcess.Start("--target=Expand", $"--inventory={inventory.File}");
        await Poll.UntilAsync(() => first.Output.Contains("Plan by", StringComparison.Ordinal), "The first does not begin");

        var refused = await ExpansionTests.Run(5, "--target=Expand", $"--inventory={inventory.File}");
        Assert.That(refused, Does.Contain($"{Environment.UserName}@{Environment.MachineName} since").And.Contain("Expand"));

        first.Kill();
        await ExpansionTests.Run(0, "--target=Expand", $"--inventory={inventory.File}");
    }

    private static async Task EndsWellAsync(
        bool isDynamic, int moment, Action<SuiteProcess> end, int[] exitCodes)
    {
        await using var inventory = SuiteInventory.Of("3.9.3", isDynamic, 1, 3);
        await ExpansionTests.Run(0, "--target=Up", $"--inventory={inventory.File}");
        await using var load = await Load.StartAsync(inventory.ClientPorts.Values);
        await using (var suite = SuiteProcess.Start("--target=Expand", $"--inventory={inventory.File}"))
        {
            await Poll.UntilAsync(() => suite.Output.Contains("Plan by", StringComparison.Ordinal), "No plan is shown");

            // Spread over the rollout, which takes some seconds; where exactly it hits does not matter.
            await Task.Delay(TimeSpan.FromMilliseconds((700 * moment) + Random.Shared.Next(500)));
            end(suite);
            Assert.That(exitCodes, Does.Contain(await suite.EndAsync()), suite.Output);
        }

        var output = await ExpansionTests.Run(0, "--target=Expand", $"--inventory={inventory.File}");
        await load.StopAsync();
        Assert.That(output, Does.Contain("missing writes = 0").Or.Contain("Nothing to do"));
        foreach (var (id, port) in inventory.ClientPorts)
        {
            Assert.That(await load.MissingAsync(port), Is.Empty, $"server {id}");
        }
    }
}
