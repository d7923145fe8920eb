using Lab;

namespace Integration.Rollouts;

/// <summary>Hierarchical quorums on real servers: groups and weights, with somebody else's clients writing.</summary>
[Parallelizable(ParallelScope.All)]
[Category("Long")]
public sealed class GroupTests
{
    /// <summary>Servers 1 and 2 are both needed, 3 never counts; a fourth joins.</summary>
    [TestCase("3.8.0", false, Category = "Long")]
    [TestCase("3.9.3", false)]
    [TestCase("3.9.3", true, Category = "Long")]
    public async Task A_fourth_server_joins_one_group_with_weights_1_1_0(string version, bool isDynamic)
    {
        await using var inventory = Of(version, isDynamic, 3, (1, 1), (1, 1), (1, 0), (1, 1));
        await ExpansionTests.Run(0, "--target=Up", $"--inventory={inventory.File}");
        await using var load = await Load.StartAsync(inventory.ClientPorts.Values);

        var output = await ExpansionTests.Run(0, "--target=Expand", $"--inventory={inventory.File}");
        await load.StopAsync();

        await IsRightAsync(output, inventory, load);
        Assert.That(await ConfAsync(inventory, 1), Does.Contain("group.1=1:2:3:4").And.Contain("weight.3=0"));
    }

    /// <summary>A leader of 3.4 fails with a follower that its list has in no group: all stop once instead.</summary>
    [Test]
    [Category("Long")]
    public async Task On_3_4_13_a_fourth_server_joins_by_the_cold_way()
    {
        await using var inventory = Of("3.4.13", isDynamic: false, 3, (1, 1), (1, 1), (1, 0), (1, 1));
        await ExpansionTests.Run(0, "--target=Up", $"--inventory={inventory.File}");
        Assert.That(await ExpansionTests.Run(3, "--target=Expand", $"--inventory={inventory.File}"),
            Does.Contain("--strategy=cold"));
        await using var load = await Load.StartAsync(inventory.ClientPorts.Values);

        var output = await ExpansionTests.Run(
            0, "--target=Expand", "--strategy=cold", $"--inventory={inventory.File}");
        await load.StopAsync();

        await IsRightAsync(output, inventory, load);
    }

    /// <summary>
    /// Nine servers in three groups: while a setting is changed one server after the other, nothing that the rest needs
    /// for a quorum is down, so clients lose nothing but single connections.
    /// </summary>
    [Test]
    [Category("Long")]
    public async Task Three_groups_of_three_are_restarted_one_by_one()
    {
        await using var inventory = Of("3.9.3", isDynamic: false, 9, Thirds(9));
        await ExpansionTests.Run(0, "--target=Up", $"--inventory={inventory.File}");
        await using var load = await Load.StartAsync(inventory.ClientPorts.Values);
        inventory.Settings["maxClientCnxns"] = "70";
        inventory.Write();

        var output = await ExpansionTests.Run(0, "--target=Expand", $"--inventory={inventory.File}");
        await load.StopAsync();

        await IsRightAsync(output, inventory, load);
        Assert.That(output.Split('\n').Count(line => line.Contains("done restart", StringComparison.Ordinal)),
            Is.EqualTo(9));
    }

    [TestCase(false, 3, 6)]
    [TestCase(false, 6, 9, Category = "Long")]
    [TestCase(true, 3, 6, Category = "Long")]
    public async Task Another_group_of_three_joins(bool isDynamic, int from, int to)
    {
        await using var inventory = Of("3.9.3", isDynamic, from, Thirds(to));
        await ExpansionTests.Run(0, "--target=Up", $"--inventory={inventory.File}");
        await using var load = await Load.StartAsync(inventory.ClientPorts.Values);

        var output = await ExpansionTests.Run(0, "--target=Expand", $"--inventory={inventory.File}");
        await load.StopAsync();

        await IsRightAsync(output, inventory, load);
        Assert.That(await ConfAsync(inventory, to), Does.Contain($"group.{to / 3}={to - 2}:{to - 1}:{to}"));
    }

    private static SuiteInventory Of(
        string version, bool isDynamic, int present, params (int Group, int Weight)[] seats)
    {
        var inventory = SuiteInventory.Of(version, isDynamic, present, seats.Length);
        foreach (var (at, seat) in seats.Index())
        {
            inventory.Groups[at + 1] = seat;
        }

        inventory.Write();
        return inventory;
    }

    private static (int Group, int Weight)[] Thirds(int servers) =>
        [.. Enumerable.Range(0, servers).Select(at => ((at / 3) + 1, 1))];

    private static async Task IsRightAsync(string output, SuiteInventory inventory, Load load)
    {
        Assert.That(output, Does.Contain("missing writes = 0"));
        Assert.That(load.Acknowledged, Is.GreaterThan(50));
        foreach (var (id, port) in inventory.ClientPorts)
        {
            Assert.That(await load.MissingAsync(port), Is.Empty, $"server {id}");
        }

        Assert.That(await ExpansionTests.Run(0, "--target=Expand", $"--inventory={inventory.File}"),
            Does.Contain("Nothing to do"));
        await TestContext.Out.WriteLineAsync(string.Join('\n', output.Split('\n').Where(line =>
            line.Contains("done ", StringComparison.Ordinal) || line.Contains("proved", StringComparison.Ordinal)
            || line.Contains("gap", StringComparison.Ordinal))));
    }

    private static Task<string?> ConfAsync(SuiteInventory inventory, int id) =>
        FourLetterWord.AskAsync(inventory.ClientPorts[id], "conf");
}
