using Lab;

namespace Integration.Rollouts.Found;

/// <summary>Ensembles that grow and shrink again and again, and that are changed while a member is gone or hangs.</summary>
[Parallelizable(ParallelScope.All)]
[Category("Long")]
public sealed class BackAndForthTests
{
    /// <summary>Ids come back to the places of their own old files; each change is killed once in its middle.</summary>
    [TestCase("3.9.6", true)]
    [TestCase("3.9.3", false)]
    [TestCase("3.4.13", false)]
    public async Task One_three_one_three(string version, bool isDynamic)
    {
        await using var inventory = SuiteInventory.Of(version, isDynamic, 1, 3);
        await ExpansionTests.Run(0, "--target=Up", $"--inventory={inventory.File}");
        await using var load = await Load.StartAsync([inventory.ClientPorts[1]]);
        foreach (var (target, wanted) in new[] { ("Expand", 3), ("Shrink", 1), ("Expand", 3), ("Shrink", 1), ("Expand", 3) })
        {
            inventory.Wanted = wanted;
            inventory.Write();
            await KillOnceAsync(target, inventory);

            var output = await ExpansionTests.Run(0, $"--target={target}", $"--inventory={inventory.File}");

            Assert.That(output, Does.Contain("missing writes = 0").Or.Contain("Nothing to do"));
        }

        await load.StopAsync();
        Assert.That(load.Acknowledged, Is.GreaterThan(50));
        foreach (var (id, port) in inventory.ClientPorts)
        {
            Assert.That(await load.MissingAsync(port), Is.Empty, $"server {id}");
        }
    }

    /// <summary>Two of three are gone, with their disks: what is left must not go on alone.</summary>
    [TestCase("3.9.3", false)]
    [TestCase("3.9.6", true)]
    [TestCase("3.4.13", false)]
    public async Task A_lost_majority_is_not_shrunk_away(string version, bool isDynamic)
    {
        await using var inventory = SuiteInventory.Of(version, isDynamic, 3, 3);
        await ExpansionTests.Run(0, "--target=Up", $"--inventory={inventory.File}");
        foreach (var id in new[] { 2, 3 })
        {
            inventory.Kill(id);
            await Poll.UntilAsync(() => inventory.ProcessId(id) is null, $"server {id} does not end");
            Directory.Delete(Path.Combine(inventory.DataFolder(id), "version-2"), recursive: true);
        }

        inventory.Wanted = 1;
        inventory.Write();
        var process = inventory.ProcessId(1);

        var (exitCode, output) = await SuiteProcess.RunAsync("--target=Shrink", $"--inventory={inventory.File}");

        await TestContext.Out.WriteLineAsync(output);
        Assert.That(exitCode, Is.EqualTo(3).Or.EqualTo(4), output);
        Assert.That(inventory.ProcessId(1), Is.EqualTo(process));
        Assert.That((inventory.ProcessId(2), inventory.ProcessId(3)), Is.EqualTo(((int?)null, (int?)null)));
    }

    /// <summary>A follower is there and behind, and comes back in the middle of the change.</summary>
    [TestCase("3.9.3", false, 1)]
    [TestCase("3.9.3", false, 5)]
    [TestCase("3.9.6", true, 2)]
    public async Task A_follower_hangs_for_some_seconds_while_three_become_five(string version, bool isDynamic, int seconds)
    {
        await using var inventory = SuiteInventory.Of(version, isDynamic, 3, 5);
        await ExpansionTests.Run(0, "--target=Up", $"--inventory={inventory.File}");
        var hanging = await FollowerAsync(inventory);
        var process = inventory.ProcessId(hanging)!.Value;
        await using var load = await Load.StartAsync(
            inventory.ClientPorts.Where(server => server.Key != hanging).Select(server => server.Value));
        inventory.Freeze(hanging);
        await Poll.UntilAsync(() => load.Acknowledged > 50, "the load does not write");

        await using var suite = SuiteProcess.Start("--target=Expand", $"--inventory={inventory.File}");
        await Task.WhenAny(suite.Ended, Task.Delay(TimeSpan.FromSeconds(seconds)));
        Signal.Send(process, Signal.Continue);
        var exitCode = await suite.EndAsync();
        if (exitCode != 0)
        {
            await TestContext.Out.WriteLineAsync(suite.Output);
            await ExpansionTests.Run(0, "--target=Expand", $"--inventory={inventory.File}");
        }

        await load.StopAsync();
        foreach (var (id, port) in inventory.ClientPorts)
        {
            Assert.That(await load.MissingAsync(port), Is.Empty, $"server {id}");
        }
    }

    private static async Task<int> FollowerAsync(SuiteInventory inventory)
    {
        var modes = await Task.WhenAll(inventory.ClientPorts.Where(server => server.Key < 4).Select(async server =>
            (Id: server.Key, Mode: FourLetterWord.Field(await FourLetterWord.AskAsync(server.Value, "srvr", default), "Mode"))));
        return modes.First(server => server.Mode == "follower").Id;
    }

    /// <summary>SIGKILL as soon as a step is under way.</summary>
    private static async Task KillOnceAsync(string target, SuiteInventory inventory)
    {
        await using var suite = SuiteProcess.Start($"--target={target}", $"--inventory={inventory.File}");
        await Poll.UntilAsync(
            () => suite.Ended.IsCompleted || suite.Output.Contains(" done ", StringComparison.Ordinal)
                || suite.Output.Contains("begin ", StringComparison.Ordinal),
            "no step comes", TimeSpan.FromMinutes(3));
        suite.Kill();
        await suite.Ended;
    }
}
