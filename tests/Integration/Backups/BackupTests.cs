using System.Text.RegularExpressions;
using Integration.Rollouts;
using Lab;
using ZooKeeper.Client;

namespace Integration.Backups;

/// <summary>Real ensembles that lose everything but their backup, and have all of it again.</summary>
[Parallelizable]
public sealed partial class BackupTests
{
    [TestCase("3.9.6", true)]
    [TestCase("3.9.3", false, Category = "Long")]
    [TestCase("3.8.0", true, Category = "Long")]
    [TestCase("3.4.13", false, Category = "Long")]
    public async Task A_destroyed_ensemble_comes_back_with_all_its_znodes(string version, bool isDynamic)
    {
        await using var inventory = SuiteInventory.Of(version, isDynamic, 1, 3);
        await Run(0, "--target=Up", $"--inventory={inventory.File}");
        await using var load = await Load.StartAsync([inventory.ClientPorts[1]]);
        await Poll.UntilAsync(() => load.Acknowledged > 20, "the load does not write");
        var refused = await Run(3, "--target=Backup", "--target=Restore", $"--inventory={inventory.File}");
        await load.StopAsync();
        var output = await Run(0, "--target=Backup", $"--inventory={inventory.File}");
        await DestroyAsync(inventory, data: true);

        await Run(0, "--target=Restore", $"--inventory={inventory.File}");

        Assert.That(refused, Does.Contain("read in full, every checksum agrees").And.Contain("never restored over"));
        Assert.That(output, Does.Contain("--target=Restore"));
        foreach (var (id, port) in inventory.ClientPorts)
        {
            Assert.That(await load.MissingAsync(port), Is.Empty, $"server {id}");
            Assert.That(await SeedsAsync(port), Has.Length.EqualTo(300), $"server {id}");
        }

        Assert.That(await Run(0, "--target=Expand", $"--inventory={inventory.File}"), Does.Contain("Nothing to do"));
    }

    /// <summary>The copy that a rollout makes by itself, and the very command that it prints.</summary>
    [TestCase("3.9.6", true, Category = "Long")]
    [TestCase("3.8.0", false, Category = "Long")]
    [TestCase("3.4.13", false, Category = "Long")]
    public async Task A_rollout_leaves_a_copy_that_the_printed_command_restores(string version, bool isDynamic)
    {
        await using var inventory = SuiteInventory.Of(version, isDynamic, 3, 4);
        await Run(0, "--target=Up", $"--inventory={inventory.File}");
        await using var load = await Load.StartAsync(inventory.ClientPorts.Take(3).Select(server => server.Value));
        await Poll.UntilAsync(() => load.Acknowledged > 50, "the load does not write");
        var before = load.Acknowledged;
        var output = Words(await Run(0, "--target=Expand", $"--inventory={inventory.File}"));
        await load.StopAsync();
        await DestroyAsync(inventory, data: false);

        Assert.That(output, Does.Contain("Kept: copy of server").And.Contain("read and whole"));
        await Run(
            3, "--target=Restore", $"--inventory={inventory.File}", "--backup=" + Reference().Match(output).Groups[1]);
        foreach (var id in inventory.ClientPorts.Keys)
        {
            Directory.Move(Path.Combine(inventory.DataFolder(id), "version-2"),
                Path.Combine(inventory.DataFolder(id), "version-2.before"));
        }

        await Run(
            0, "--target=Restore", $"--inventory={inventory.File}", "--backup=" + Reference().Match(output).Groups[1]);

        foreach (var port in inventory.ClientPorts.Values)
        {
            Assert.That(await SeedsAsync(port), Has.Length.EqualTo(300));
            Assert.That(load.Acknowledged - (await load.MissingAsync(port)).Count, Is.GreaterThanOrEqualTo(before));
        }
    }

    /// <summary>The snapshot has the members of before: they run on, and the new ensemble never speaks to them.</summary>
    [Category("Long")]
    [TestCase("3.9.6", true)]
    [TestCase("3.9.3", false)]
    public async Task A_backup_of_five_becomes_three_elsewhere_while_the_five_run(string version, bool isDynamic)
    {
        await using var five = SuiteInventory.Of(version, isDynamic, 5, 5);
        await using var three = SuiteInventory.Of(version, isDynamic, 3, 4);
        (three.IsEmbedded, three.Wanted) = (false, 3);
        three.Write();
        await Run(0, "--target=Up", $"--inventory={five.File}");
        var made = Words(await Run(0, "--target=Backup", $"--inventory={five.File}"));
        var before = five.ClientPorts.Keys.Select(five.ProcessId).ToList();

        await Run(0, "--target=Restore", $"--inventory={three.File}", "--backup=" + Reference().Match(made).Groups[1]);
        three.Wanted = 4;
        three.Write();
        var grown = await Run(0, "--target=Expand", $"--inventory={three.File}");
        foreach (var id in three.ClientPorts.Keys)
        {
            three.Kill(id);
            await Poll.UntilAsync(() => three.ProcessId(id) is null, $"server {id} does not end");
        }

        await Run(0, "--target=Expand", $"--inventory={three.File}");

        Assert.That(grown, Does.Contain("missing writes = 0"));
        Assert.That(five.ClientPorts.Keys.Select(five.ProcessId), Is.EqualTo(before));
        foreach (var (id, port) in three.ClientPorts)
        {
            Assert.That(await SeedsAsync(port), Has.Length.EqualTo(300), $"server {id}");
        }

        Assert.That(await Run(0, "--target=Verify", $"--inventory={three.File}"), Does.Contain("showing the same 4 members"));
        Assert.That(await Run(0, "--target=Verify", $"--inventory={five.File}"), Does.Contain("showing the same 5 members"));
    }

    [Category("Long")]
    [Test]
    public async Task Only_the_newest_copies_are_kept()
    {
        await using var inventory = SuiteInventory.Of("3.9.6", isDynamic: true, 1, 1);
        await Run(0, "--target=Up", $"--inventory={inventory.File}");
        for (var turn = 0; turn < 4; turn++)
        {
            await Run(0, "--target=Backup", $"--inventory={inventory.File}");
        }

        Assert.That(Directory.GetDirectories(Path.Combine(inventory.DataFolder(1), "backups")), Has.Length.EqualTo(3));
        Assert.That(
            await Run(0, "--target=Expand", $"--inventory={inventory.File}"), Does.Contain("Done")
                .Or.Contain("Nothing"));
    }

    private static Task<string> Run(int expected, params string[] arguments) => ExpansionTests.Run(expected, arguments);

    /// <summary>All servers die at once.</summary>
    /// <param name="data">Their folders are lost too.</param>
    private static async Task DestroyAsync(SuiteInventory inventory, bool data)
    {
        foreach (var pid in inventory.ClientPorts.Keys.Select(inventory.ProcessId).OfType<int>())
        {
            Signal.Send(pid, Signal.Kill);
        }

        await Poll.UntilAsync(
            () => inventory.ClientPorts.Keys.All(id => inventory.ProcessId(id) is null),
            "Servers do not end after SIGKILL");
        foreach (var folder in inventory.ClientPorts.Keys.Select(id => Path.Combine(inventory.Folder, $"{id}")))
        {
            if (data && Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private static async Task<string[]> SeedsAsync(int port)
    {
        await using var client = await ZooKeeperClient.ConnectAsync(new() { Servers = [new("127.0.0.1", port)] });
        return [.. (await client.GetChildrenAsync("/embedded")).Names];
    }

    private static string Words(string output) =>
        string.Join(' ', output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    [GeneratedRegex("--backup=(\\S+)")]
    private static partial Regex Reference();
}
