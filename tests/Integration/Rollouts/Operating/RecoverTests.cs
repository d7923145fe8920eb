using System.Text.RegularExpressions;
using Lab;

namespace Integration.Rollouts.Operating;

/// <summary>An ensemble whose majority is gone for good, with clients that wrote until the end.</summary>
[Parallelizable(ParallelScope.All)]
public sealed partial class RecoverTests
{
    [TestCase("3.9.6", true)]
    [TestCase("3.8.0", false, Category = "Long")]
    [TestCase("3.4.13", false, Category = "Long")]
    public async Task The_newest_data_that_are_left_are_a_new_ensemble(string version, bool isDynamic)
    {
        await using var inventory = SuiteInventory.Of(version, isDynamic, 3, 3);
        inventory.More = "backups: { keep: 1 }";
        inventory.Write();
        await ExpansionTests.Run(0, "--target=Up", $"--inventory={inventory.File}");
        string[] recover = ["--target=Recover", $"--inventory={inventory.File}"];
        Assert.That(await ExpansionTests.Run(3, recover), Does.Contain("ZK7011"));
        await using var load = await Load.StartAsync(inventory.ClientPorts.Values);
        await Poll.UntilAsync(() => load.Acknowledged > 100, "the load does not write");

        // What the others acknowledge from here on, server 1 never learns.
        var known = load.Acknowledged;
        await inventory.EndAsync(1);
        await Poll.UntilAsync(() => load.Acknowledged > known + 100, "the load does not write");
        foreach (var id in new[] { 2, 3 })
        {
            inventory.Kill(id);
        }

        await Poll.UntilAsync(() => inventory.ProcessId(2) is null && inventory.ProcessId(3) is null, "servers do not end after SIGKILL");
        Assert.That(await ExpansionTests.Run(3, recover), Does.Contain("ZK7012"), "a majority holds data");
        foreach (var id in new[] { 2, 3 })
        {
            Directory.Delete(Path.Combine(inventory.Folder, $"{id}"), recursive: true);
        }

        await load.StopAsync();
        var asked = await ExpansionTests.Run(3, recover);
        Assert.That(asked, Does.Contain("ZK7014").And.Contain("server 1 holds all up to"));
        var risk = Accept().Match(asked).Value;
        Assert.That(inventory.ProcessId(1), Is.Null, "nothing was started");

        var recovered = await ExpansionTests.Run(0, [.. recover, risk]);
        Assert.That(recovered, Does.Contain("3 servers run as a new ensemble"));
        foreach (var (id, port) in inventory.ClientPorts)
        {
            var missing = (await load.MissingAsync(port)).Count;
            Assert.That(missing, Is.InRange(1, load.Acknowledged - known + 3), $"server {id}: no more than was said");
        }

        Assert.That(Directory.GetDirectories(inventory.DataFolder(1), "version-2.left-*"), Has.Length.EqualTo(1));

        // What the run has named stays, whatever goes of the backups.
        await ExpansionTests.Run(0, "--target=Backup", $"--inventory={inventory.File}");
        await ExpansionTests.Run(0, "--target=Backup", $"--inventory={inventory.File}");
        Assert.That(File.Exists(Path.Combine(Backup().Match(recovered).Value.Split('=')[1], "backup.json")), recovered);
        Assert.That(await ExpansionTests.Run(0, "--target=Expand", $"--inventory={inventory.File}"), Does.Contain("Nothing to do"));
    }

    /// <summary>What only a lost server had is copied before it takes over what the others have.</summary>
    [TestCase("3.9.6", false)]
    [TestCase("3.4.13", false, Category = "Long")]
    [TestCase("3.8.0", true, Category = "Long")]
    public async Task A_lost_server_that_comes_back_is_copied_first(string version, bool isDynamic)
    {
        await using var inventory = SuiteInventory.Of(version, isDynamic, 3, 3);
        await ExpansionTests.Run(0, "--target=Expand", $"--inventory={inventory.File}");
        await using var load = await Load.StartAsync(inventory.ClientPorts.Values);
        await Poll.UntilAsync(() => load.Acknowledged > 50, "the load does not write");
        await inventory.EndAsync(1);
        var known = load.Acknowledged;
        await Poll.UntilAsync(() => load.Acknowledged > known + 50, "the load does not write");
        await load.StopAsync();
        var lost = Directory.CreateDirectory(Path.Combine(inventory.Folder, "lost")).FullName;
        foreach (var id in new[] { 2, 3 })
        {
            await EndHardAsync(inventory, id);
            Directory.Move(Path.Combine(inventory.Folder, $"{id}"), Path.Combine(lost, $"{id}"));
        }

        string[] recover = ["--target=Recover", $"--inventory={inventory.File}"];
        var risk = Accept().Match(await ExpansionTests.Run(3, recover)).Value;
        await ExpansionTests.Run(0, [.. recover, risk]);
        Assert.That(inventory.ClientPorts.Keys.Select(id => Path.Combine(inventory.DataFolder(id), "version-2", "ensemble-inventory")),
            Has.All.Matches<string>(File.Exists), "what was carried out before is known as before");
        await ExpansionTests.Run(0, "--target=Expand", $"--inventory={inventory.File}");
        await EndHardAsync(inventory, 3);
        Directory.Delete(Path.Combine(inventory.Folder, "3"), recursive: true);
        Directory.Move(Path.Combine(lost, "3"), Path.Combine(inventory.Folder, "3"));

        var output = await ExpansionTests.Run(0, "--target=Expand", $"--inventory={inventory.File}");

        Assert.That(output, Does.Contain("Server 3 holds data of another history"));
        var copy = Copied().Match(output).Groups[1].Value;
        await ExpansionTests.Run(0, "--target=Verify", $"--inventory={inventory.File}");

        // The copy is whole: a new ensemble of it has what was lost.
        await using var other = SuiteInventory.Of(version, isDynamic, 1, 1);
        other.IsEmbedded = false;
        other.Write();
        await ExpansionTests.Run(0, "--target=Restore", $"--backup={copy}", $"--inventory={other.File}");
        Assert.That(await load.MissingAsync(inventory.ClientPorts[3]), Has.Count.GreaterThan(40));
        Assert.That(await load.MissingAsync(other.ClientPorts[1]), Is.Empty);
    }

    private static async Task EndHardAsync(SuiteInventory inventory, int id)
    {
        inventory.Kill(id);
        await Poll.UntilAsync(() => inventory.ProcessId(id) is null, $"server {id} does not end after SIGKILL");
    }

    /// <summary>Killed when the data are aside: nothing takes the empty hosts for a new ensemble, and the copy is named.</summary>
    [TestCase("3.9.6", Category = "Long")]
    public async Task A_recovery_that_was_killed_is_finished_by_the_command_that_is_told(string version)
    {
        await using var inventory = SuiteInventory.Of(version, isDynamic: true, 3, 3);
        await ExpansionTests.Run(0, "--target=Up", $"--inventory={inventory.File}");
        string[] recover = ["--target=Recover", $"--inventory={inventory.File}"];
        inventory.ClientPorts.Keys.ToList().ForEach(inventory.Kill);
        await Poll.UntilAsync(() => inventory.ClientPorts.Keys.All(id => inventory.ProcessId(id) is null), "servers do not end after SIGKILL");
        foreach (var id in new[] { 2, 3 })
        {
            Directory.Delete(Path.Combine(inventory.Folder, $"{id}"), recursive: true);
        }

        var risk = Accept().Match(await ExpansionTests.Run(3, recover)).Value;
        await using (var suite = SuiteProcess.Start([.. recover, risk]))
        {
            await Poll.UntilAsync(
                () => suite.Ended.IsCompleted || Directory.GetDirectories(inventory.DataFolder(1), "version-2.left-*").Length > 0,
                "no data are put aside");
            suite.Kill();
            await suite.EndAsync();
        }

        foreach (var id in inventory.ClientPorts.Keys)
        {
            inventory.Kill(id);
            await Poll.UntilAsync(() => inventory.ProcessId(id) is null, "a server does not end after SIGKILL");
            if (Directory.Exists(Path.Combine(inventory.DataFolder(id), "version-2")))
            {
                Directory.Delete(Path.Combine(inventory.DataFolder(id), "version-2"), recursive: true);
            }
        }

        Assert.That(await ExpansionTests.Run(3, "--target=Expand", $"--inventory={inventory.File}"), Does.Contain("ZK7015"));
        var told = await ExpansionTests.Run(3, recover);
        Assert.That(told, Does.Contain("ZK7013").And.Contain("version-2.left-"));
        await ExpansionTests.Run(0, "--target=Restore", Backup().Match(told).Value, $"--inventory={inventory.File}");
        Assert.That(await ExpansionTests.Run(0, "--target=Verify", $"--inventory={inventory.File}"), Does.Contain("Verification passed"));
    }

    [GeneratedRegex("is copied to ([^ ;]+)")]
    private static partial Regex Copied();

    [GeneratedRegex("--backup=[^ ]+")]
    private static partial Regex Backup();

    [GeneratedRegex("--accept-risk=recover-to-0x[0-9a-f]+")]
    private static partial Regex Accept();
}
