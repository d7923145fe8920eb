using Lab;

namespace Integration.Rollouts.Found;

/// <summary>
/// Ensembles of 3.4 that an ended Shrink has left between two lists: a leader counts whoever follows it, and the newest writes
/// may be on servers that leave.
/// </summary>
[NonParallelizable] // The writers show what is lost only while they get processors.
public sealed class HalfShrunkTests
{
    private const string Version = "3.4.13";

    [TestCase(2)]
    [TestCase(1, Category = "Long")]
    [TestCase(3, Category = "Long")]
    public async Task No_leader_stays_in_office_beside_the_last_server(int steps)
    {
        await using var inventory = await ThreeLedByTwoAsync();
        await using var load = await Load.StartAsync(inventory.ClientPorts.Values);
        await Poll.UntilAsync(() => load.Acknowledged > 50, "the load does not write");
        inventory.Left.UnionWith([2, 3]);
        inventory.Write();

        await ExpansionTests.Run(0, "--target=Shrink", $"--stop-after={steps}", $"--inventory={inventory.File}");
        var known = load.Acknowledged;
        await Poll.UntilAsync(() => load.Acknowledged > known + 50, "the load does not write");
        var output = await ExpansionTests.Run(0, "--target=Shrink", $"--inventory={inventory.File}");

        await load.StopAsync();
        Assert.That(output, Does.Contain("missing writes = 0"));
        Assert.That(await load.MissingAsync(inventory.ClientPorts[1]), Is.Empty);
        Assert.That(new[] { 2, 3 }.Select(inventory.ProcessId), Is.All.Null);
    }

    /// <summary>As behind a run that was killed while it restarted server 2: its file has the new list already.</summary>
    [Test]
    public async Task Writes_that_only_leavers_hold_are_brought_to_those_that_stay()
    {
        await using var inventory = await ThreeLedByTwoAsync();
        await using var load = await Load.StartAsync(inventory.ClientPorts.Values);
        await Poll.UntilAsync(() => load.Acknowledged > 50, "the load does not write");
        await EndWithoutThreeAsync(inventory, 1);
        var known = load.Acknowledged;
        await Poll.UntilAsync(() => load.Acknowledged > known + 100, "the load does not write");
        await EndWithoutThreeAsync(inventory, 2);
        await load.StopAsync();
        inventory.Left.UnionWith([2, 3]);
        inventory.Write();

        var output = await ExpansionTests.Run(0, "--target=Shrink", $"--inventory={inventory.File}");

        Assert.That(await load.MissingAsync(inventory.ClientPorts[1]), Is.Empty, output);
    }

    private static async Task EndWithoutThreeAsync(SuiteInventory inventory, int id)
    {
        inventory.Kill(id);
        await Poll.UntilAsync(() => inventory.ProcessId(id) is null, $"server {id} does not end after SIGKILL");
        var file = Path.Combine(inventory.ConfigFolder(id), "zoo.cfg");
        var lines = await File.ReadAllLinesAsync(file);
        Assert.That(lines, Has.Some.StartsWith("server.3="));
        await File.WriteAllLinesAsync(file, lines.Where(line => !line.StartsWith("server.3=", StringComparison.Ordinal)));
    }

    private static async Task<SuiteInventory> ThreeLedByTwoAsync()
    {
        var inventory = SuiteInventory.Of(Version, isDynamic: false, 3, 3);
        inventory.IsEmbedded = false;
        inventory.Write();
        await ExpansionTests.Run(0, "--target=Deploy", $"--inventory={inventory.File}");
        for (var turn = 0; turn < 5 && !await LeadsAsync(inventory, 2); turn++)
        {
            var leader = await LeadsAsync(inventory, 3) ? 3 : 1;
            await ExpansionTests.Run(0, "--target=Restart", $"--only={leader}", $"--inventory={inventory.File}");
        }

        Assert.That(await LeadsAsync(inventory, 2), "server 2 leads");
        return inventory;
    }

    private static async Task<bool> LeadsAsync(SuiteInventory inventory, int id) =>
        FourLetterWord.Field(await FourLetterWord.AskAsync(inventory.ClientPorts[id], "srvr", default), "Mode") == "leader";
}
