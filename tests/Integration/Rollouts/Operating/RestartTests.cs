using Lab;

namespace Integration.Rollouts.Operating;

/// <summary>Restarts that an operator asks for, with the hand on the brake.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class RestartTests
{
    [TestCase("3.9.6", true)]
    [TestCase("3.4.13", false, Category = "Long")]
    [TestCase("3.8.0", false, Category = "Long")]
    public async Task Members_restart_one_by_one_and_the_same_command_goes_on(string version, bool isDynamic)
    {
        await using var inventory = SuiteInventory.Of(version, isDynamic, 3, 3);
        await ExpansionTests.Run(0, "--target=Up", $"--inventory={inventory.File}");
        await using var load = await Load.StartAsync(inventory.ClientPorts.Values);
        var before = inventory.ClientPorts.Keys.Select(inventory.ProcessId).ToList();

        var first = await ExpansionTests.Run(
            0, "--target=Restart", "--stop-after=1", "--reason=new kernel", $"--inventory={inventory.File}");
        var middle = inventory.ClientPorts.Keys.Select(inventory.ProcessId).ToList();
        var others = inventory.ClientPorts.Keys.Where(id => middle[id - 1] == before[id - 1]);
        var rest = await ExpansionTests.Run(
            0, "--target=Restart", $"--only={string.Join(',', others)}", "--pause=1s", $"--inventory={inventory.File}");
        var young = await ExpansionTests.Run(0, "--target=Restart", "--older-than=1d", $"--inventory={inventory.File}");
        var after = inventory.ClientPorts.Keys.Select(inventory.ProcessId).ToList();
        await load.StopAsync();

        Assert.That(first, Does.Contain("asked for (new kernel)").And.Contain("missing writes = 0").And.Match(@"To go on:[\s\S]*\./build\.sh .* --older-than=[0-9]+s"));
        Assert.That(middle.Zip(before).Count(pair => pair.First != pair.Second), Is.EqualTo(1));
        Assert.That(rest.Split('\n'), Has.Exactly(2).Contains("done restart server"));
        Assert.That(rest, Does.Contain("missing writes = 0").And.Contain("as --pause says"));
        Assert.That(young, Does.Contain("Nothing to do"));
        Assert.That(after.Zip(before).Count(pair => pair.First != pair.Second), Is.EqualTo(3));
        Assert.That(after.Zip(middle).Count(pair => pair.First == pair.Second), Is.EqualTo(1));
        foreach (var (id, port) in inventory.ClientPorts)
        {
            Assert.That(await load.MissingAsync(port), Is.Empty, $"server {id}");
        }
    }

    /// <summary>The command that an interrupted restart names goes on with those that it has not restarted.</summary>
    [TestCase("3.9.6", Category = "Long")]
    public async Task An_interrupted_restart_names_the_command_that_goes_on(string version)
    {
        await using var inventory = SuiteInventory.Of(version, isDynamic: false, 3, 3);
        await ExpansionTests.Run(0, "--target=Up", $"--inventory={inventory.File}");
        var old = System.Diagnostics.Stopwatch.StartNew();
        await Poll.UntilAsync(() => old.Elapsed > TimeSpan.FromSeconds(20), "Time does not pass", TimeSpan.FromSeconds(30));
        var before = inventory.ClientPorts.Keys.Select(inventory.ProcessId).ToList();

        await using var suite = SuiteProcess.Start("--target=Restart", "--pause=5s", $"--inventory={inventory.File}");
        await Poll.UntilAsync(() => suite.Output.Contains("as --pause says", StringComparison.Ordinal), "It does not pause", TimeSpan.FromMinutes(1));
        suite.Interrupt();
        Assert.That(await suite.EndAsync(), Is.EqualTo(130), suite.Output);
        var middle = inventory.ClientPorts.Keys.Select(inventory.ProcessId).ToList();
        var command = suite.Output.Split('\n').Last(line => line.Contains("./build.sh ", StringComparison.Ordinal)).Trim().Split(' ')[1..];
        var rest = await ExpansionTests.Run(0, command);
        var after = inventory.ClientPorts.Keys.Select(inventory.ProcessId).ToList();

        Assert.That(command, Has.Some.StartsWith("--older-than="));
        Assert.That(middle.Zip(before).Count(pair => pair.First != pair.Second), Is.EqualTo(1));
        Assert.That(rest.Split('\n'), Has.Exactly(2).Contains("done restart server"));
        Assert.That(after.Zip(middle).Count(pair => pair.First == pair.Second), Is.EqualTo(1), "nobody restarts twice");
        Assert.That(after.Zip(before).Count(pair => pair.First != pair.Second), Is.EqualTo(3));
    }

    /// <summary>An expansion that its operator ends early is whole as far as it got, and goes on.</summary>
    [TestCase("3.9.6", false, Category = "Long")]
    public async Task A_change_ends_after_some_servers_and_goes_on(string version, bool isDynamic)
    {
        await using var inventory = SuiteInventory.Of(version, isDynamic, 3, 5);
        await ExpansionTests.Run(0, "--target=Up", $"--inventory={inventory.File}");
        await using var load = await Load.StartAsync(inventory.ClientPorts.Take(3).Select(server => server.Value));
        for (var ended = 0; ended < 10; ended++)
        {
            var output = await ExpansionTests.Run(0, "--target=Expand", "--stop-after=1", $"--inventory={inventory.File}");
            Assert.That(output, Does.Contain("missing writes = 0").Or.Contain("Nothing to do"));
            if (!output.Contains("The same command goes on", StringComparison.Ordinal))
            {
                Assert.That(ended, Is.GreaterThan(2));
                break;
            }
        }

        await load.StopAsync();
        foreach (var (id, port) in inventory.ClientPorts)
        {
            Assert.That(await load.MissingAsync(port), Is.Empty, $"server {id}");
        }
    }
}
