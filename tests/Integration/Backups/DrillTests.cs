using Integration.Rollouts;
using Lab;
using ZooKeeper.Client;

namespace Integration.Backups;

/// <summary>Backups of real ensembles, tried on a server of their own.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class DrillTests
{
    [TestCase("3.9.6", true)]
    [TestCase("3.8.0", false, Category = "Long")]
    [TestCase("3.4.13", false, Category = "Long")]
    public async Task A_backup_under_writers_brings_every_znode_back(string version, bool isDynamic)
    {
        await using var inventory = BackedUp.Fresh(version, isDynamic, 3, 3);
        await ExpansionTests.Run(0, "--target=Up", $"--inventory={inventory.File}");
        await using var load = await Load.StartAsync(inventory.ClientPorts.Values);
        await Poll.UntilAsync(() => load.Acknowledged > 100, "the load does not write");
        await ExpansionTests.Run(0, "--target=Backup", $"--inventory={inventory.File}");
        await using (var client = await ConnectAsync(inventory, 1))
        {
            await client.DeleteAsync("/embedded/znode-0001");
            await client.SetDataAsync("/embedded/znode-0002", "later"u8.ToArray());
        }

        var running = inventory.ClientPorts.Keys.Select(inventory.ProcessId).ToList();
        var output = Words(await ExpansionTests.Run(0, "--target=Backup", "--drill", $"--inventory={inventory.File}"));
        await load.StopAsync();

        Assert.That(output, Does.Match("a server of its own serves with it after [0-9.]+ s, up to 0x"));
        Assert.That(output, Does.Match("[4-9][0-9][0-9] persistent znodes of its files are there|[1-9][0-9]{3} persistent znodes of its files are there"));
        Assert.That(output, Does.Match("([4-9][0-9][0-9]|[1-9][0-9]{3}) znodes are the same on server [123] .*: data, stat, versions and readable ACLs"));
        Assert.That(inventory.ClientPorts.Keys.Select(inventory.ProcessId), Is.EqualTo(running));
        Assert.That(Directory.GetDirectories(BackedUp.FolderOf(inventory)), Has.Length.EqualTo(1), "a drill makes no backup");
    }

    /// <summary>Whatever happens to a file, the manifest tells, before anything is started.</summary>
    [Test]
    public async Task A_backup_that_was_damaged_or_altered_fails()
    {
        await using var inventory = BackedUp.Fresh("3.9.6", isDynamic: false, 1, 1);
        await ExpansionTests.Run(0, "--target=Up", $"--inventory={inventory.File}");
        await ExpansionTests.Run(0, "--target=Backup", $"--inventory={inventory.File}");
        var folder = Directory.GetDirectories(BackedUp.FolderOf(inventory)).Single();
        var log = Directory.GetFiles(folder, "log.*").Last();
        var bytes = await File.ReadAllBytesAsync(log);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(log, bytes);

        var damaged = Words(await ExpansionTests.Run(4, "--target=Backup", "--drill", $"--inventory={inventory.File}"));
        File.Delete(log);
        var missing = Words(await ExpansionTests.Run(4, "--target=Backup", "--drill", $"--inventory={inventory.File}"));

        await File.WriteAllTextAsync(Path.Combine(folder, "backup.json"), "[]");
        var none = Words(await ExpansionTests.Run(4, "--target=Backup", "--drill", $"--inventory={inventory.File}"));
        Directory.GetFiles(folder, "log.*").ToList().ForEach(File.Delete);
        File.Delete(Path.Combine(folder, "backup.json"));
        var untold = Words(await ExpansionTests.Run(0, "--target=Backup", "--drill", $"--backup={folder}", $"--inventory={inventory.File}"));

        Assert.That(none, Does.Contain("ZK7021").And.Contain("backup.json is damaged: it is no manifest of a backup"));
        Assert.That(untold, Does.Contain("has no backup.json: its files were read in full, and not compared"));
        Assert.That(damaged, Does.Contain("ZK7021").And.Contain("is damaged: its SHA-256 is not the one of backup.json"));
        Assert.That(missing, Does.Contain("ZK7021").And.Contain("is missing, and backup.json names it"));
    }

    /// <summary>Its server and its folder go with the next backup, which says so.</summary>
    [Test]
    public async Task A_drill_that_was_killed_leaves_nothing_for_good()
    {
        await using var inventory = BackedUp.Fresh("3.9.6", isDynamic: false, 1, 1);
        await ExpansionTests.Run(0, "--target=Up", $"--inventory={inventory.File}");
        await ExpansionTests.Run(0, "--target=Backup", $"--inventory={inventory.File}");
        await using var suite = SuiteProcess.Start("--target=Backup", "--drill", $"--inventory={inventory.File}");
        string? folder = null;
        await Poll.UntilAsync(
            () => (folder = Directory.GetDirectories(Path.GetTempPath(), $"ensemble-drill-{suite.Id}-*").SingleOrDefault()) is not null
                && File.Exists(Path.Combine(folder, "data", "zookeeper_server.pid")) || suite.Ended.IsCompleted,
            "no server of the drill is started");
        suite.Kill();
        await suite.EndAsync();
        var server = int.Parse(await File.ReadAllTextAsync(Path.Combine(folder!, "data", "zookeeper_server.pid")), System.Globalization.CultureInfo.InvariantCulture);
        Assert.That(Directory.Exists($"/proc/{server}"), "the server of the drill runs on");

        var output = Words(await ExpansionTests.Run(0, "--target=Backup", $"--inventory={inventory.File}"));

        Assert.That(output, Does.Contain($"Ended process {server}, the server of a drill that was killed").And.Contain($"Removed {folder}"));
        Assert.That(Directory.Exists(folder), Is.False);
        await Poll.UntilAsync(() => !Directory.Exists($"/proc/{server}"), "the server of the drill is not ended");
        Assert.That(inventory.ProcessId(1), Is.Not.Null);
    }

    /// <summary>Of an ensemble whose data are not those of the backup: the drill's own comparison tells, not a checksum.</summary>
    [Test]
    [Category("Long")]
    public async Task A_backup_of_another_tree_is_told_from_the_ensemble_that_serves()
    {
        await using var inventory = BackedUp.Fresh("3.9.6", isDynamic: false, 1, 1);
        await using var other = BackedUp.Fresh("3.9.6", isDynamic: false, 1, 1);
        foreach (var one in new[] { inventory, other })
        {
            await ExpansionTests.Run(0, "--target=Up", $"--inventory={one.File}");
        }

        await ExpansionTests.Run(0, "--target=Backup", $"--inventory={other.File}");
        var folder = Directory.GetDirectories(BackedUp.FolderOf(other)).Single();

        string[] drill = ["--target=Backup", "--drill", $"--backup={folder}", $"--inventory={inventory.File}"];
        var foreign = Words(await ExpansionTests.Run(1, drill));
        var manifest = Path.Combine(folder, "backup.json");
        await File.WriteAllTextAsync(manifest, (await File.ReadAllTextAsync(manifest)).Replace(
            $"\"{other.Ensemble}\"", $"\"{inventory.Ensemble}\"", StringComparison.Ordinal));

        var output = Words(await ExpansionTests.Run(1, drill));

        Assert.That(foreign, Does.Contain("ZK7008").And.Contain($"says that it is of the ensemble {other.Ensemble}"));
        Assert.That(output, Does.Contain("ZK7008").And.Match("/embedded[^ ]* ctime differs|/embedded[^ ]* .*differs"));
    }

    private static Task<ZooKeeperClient> ConnectAsync(SuiteInventory inventory, int id) =>
        ZooKeeperClient.ConnectAsync(new() { Servers = [Address.Of($"127.0.0.1:{inventory.ClientPorts[id]}")] });

    private static string Words(string output) =>
        string.Join(' ', output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
