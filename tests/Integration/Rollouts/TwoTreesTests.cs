using System.Diagnostics;
using System.Text.RegularExpressions;
using Lab;
using ZooKeeper.Client;

namespace Integration.Rollouts;

/// <summary>
/// One server holds the data and serves alone; two empty ones beside it have elected a leader. It is told at once what
/// that is and who holds what, and who does as it is told ends with an ensemble that holds everything.
/// </summary>
[Parallelizable(ParallelScope.All)]
public sealed partial class TwoTreesTests
{
    private static readonly TimeSpan Seconds = TimeSpan.FromSeconds(40); // Of a busy machine; alone it takes two.

    [TestCase("3.4.13")]
    [TestCase("3.9.3", Category = "Long")]
    public async Task Two_ensembles_are_told_in_seconds_and_the_remedy_keeps_every_znode(string version)
    {
        await using var inventory = await BesideEmptyServersAsync(version, 2, 3);

        foreach (var target in new[] { "Status", "Plan", "Expand" })
        {
            var began = Stopwatch.GetTimestamp();
            var refused = await ExpansionTests.Run(3, $"--target={target}", $"--inventory={inventory.File}");
            Assert.That(Stopwatch.GetElapsedTime(began), Is.LessThan(Seconds));
            Assert.That(Words(refused), Does.Contain("lead at the same time, each with a tree of its own")
                .And.Contain("server 1 runs alone and holds 3").And.Contain("Keep server 1: ")
                .And.Contain("Stop servers 2 and 3, which hold less"));
        }

        await FollowAsync(inventory, await ExpansionTests.Run(
            3, "--target=Plan", $"--inventory={inventory.File}"), 2, 3);
        var output = await ExpansionTests.Run(0, "--target=Expand", $"--inventory={inventory.File}");

        Assert.That(output, Does.Contain("missing writes = 0"));
        await IsWholeAsync(inventory);
    }

    [TestCase("3.4.13", Category = "Long")]
    [TestCase("3.9.3")]
    public async Task A_server_with_the_data_is_never_started_into_an_empty_ensemble(string version)
    {
        await using var inventory = await BesideEmptyServersAsync(version, 2, 3);
        await inventory.EndAsync(1);
        File.Copy(Path.Combine(Rendered(inventory, 1), "zoo.cfg"),
            Path.Combine(inventory.ConfigFolder(1), "zoo.cfg"), overwrite: true);

        var refused = await ExpansionTests.Run(3, "--target=Expand", $"--inventory={inventory.File}");
        Assert.That(Words(refused), Does.Contain("Another tree: none of the").And.Contain("on the disk of server 1")
            .And.Contain("Keep server 1").And.Contain("Stop servers 2 and 3"));
        Assert.That(inventory.ProcessId(1), Is.Null);

        await FollowAsync(inventory, refused, 2, 3);
        await ExpansionTests.Run(0, "--target=Expand", $"--inventory={inventory.File}");
        await IsWholeAsync(inventory);
    }

    /// <summary>After a power cut nobody serves, and the disks alone tell that an election would erase the data.</summary>
    [TestCase("3.4.13", Category = "Long")]
    [TestCase("3.9.3", Category = "Long")]
    public async Task Disks_with_different_trees_are_not_brought_together(string version)
    {
        await using var inventory = await BesideEmptyServersAsync(version, 2, 3);
        await using (var client = await ZooKeeperClient.ConnectAsync(new()
        {
            Servers = [new("127.0.0.1", inventory.ClientPorts[2])], EstablishTimeout = TimeSpan.FromMinutes(1),
        }))
        {
            await client.CreateAsync("/written-to-the-empty-ones");
        }

        await Task.WhenAll(new[] { 1, 2, 3 }.Select(inventory.EndAsync));
        File.Copy(Path.Combine(Rendered(inventory, 1), "zoo.cfg"),
            Path.Combine(inventory.ConfigFolder(1), "zoo.cfg"), overwrite: true);

        var refused = await ExpansionTests.Run(3, "--target=Expand", $"--inventory={inventory.File}");
        Assert.That(Words(refused), Does.Contain("Different trees: none of the").And.Contain("Keep server 1: ")
            .And.Contain("Stop servers 2 and 3"));
        Assert.That(inventory.ClientPorts.Keys.Select(inventory.ProcessId), Is.All.Null);

        await FollowAsync(inventory, refused, 2, 3);
        await ExpansionTests.Run(0, "--target=Expand", $"--inventory={inventory.File}");
        await IsWholeAsync(inventory);
    }

    /// <summary>
    /// Server 1 alone with 300 znodes; others started empty, by hand, with the list of all three: two of them elect.
    /// </summary>
    internal static async Task<SuiteInventory> BesideEmptyServersAsync(string version, params int[] empty)
    {
        var inventory = SuiteInventory.Of(version, isDynamic: false, 1, 3);
        await ExpansionTests.Run(0, "--target=Up", $"--inventory={inventory.File}");
        await Trees.LeaveToItselfAsync(inventory);
        await ExpansionTests.Run(0, "--target=Render", $"--inventory={inventory.File}");
        foreach (var id in empty)
        {
            Directory.CreateDirectory(inventory.ConfigFolder(id));
            Directory.CreateDirectory(inventory.DataFolder(id));
            File.Copy(Path.Combine(Rendered(inventory, id), "zoo.cfg"),
                Path.Combine(inventory.ConfigFolder(id), "zoo.cfg"));
            await File.WriteAllTextAsync(Path.Combine(inventory.DataFolder(id), "myid"), $"{id}\n");
            await File.WriteAllTextAsync(Path.Combine(inventory.DataFolder(id), "initialize"), "");
            await inventory.StartByHandAsync(id);
        }

        await Poll.UntilAsync(
            async () => await FourLetterWord.AskAsync(inventory.ClientPorts[2], "srvr") is { } answer
                && (empty.Length == 1 || FourLetterWord.Field(answer, "Mode") is not null) ? answer : null,
            () => "the empty servers do not come to answer", TimeSpan.FromMinutes(3));
        return inventory;
    }

    /// <summary>Stops the servers and does what the message says with their data.</summary>
    internal static async Task FollowAsync(SuiteInventory inventory, string message, params int[] stopped)
    {
        foreach (var id in stopped)
        {
            await inventory.EndAsync(id);
        }

        var commands = Move().Matches(Words(message)).Select(match => match.Value).Distinct().ToList();
        Assert.That(commands, Has.Count.EqualTo(stopped.Length), message);
        foreach (var command in commands)
        {
            using var shell = Process.Start("/bin/sh", ["-c", command]);
            await shell.WaitForExitAsync();
            Assert.That(shell.ExitCode, Is.Zero, command);
        }
    }

    internal static async Task IsWholeAsync(SuiteInventory inventory)
    {
        foreach (var (id, port) in inventory.ClientPorts)
        {
            Assert.That(await Trees.ZnodesAsync(port), Is.GreaterThanOrEqualTo(300), $"server {id}");
        }
    }

    /// <summary>Without the ends of lines, wherever the console has put them.</summary>
    internal static string Words(string output) =>
        string.Join(' ', output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Rendered(SuiteInventory inventory, int id) =>
        Path.Combine(ProjectFolders.Root, "artifacts", inventory.Ensemble, $"server-{id}");

    [GeneratedRegex(@"mv \S+/version-2 \S+/version-2\.aside && mv \S+/zoo\.cfg \S+/zoo\.cfg\.aside")]
    private static partial Regex Move();
}
