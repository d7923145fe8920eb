using Ensembles.Backups;
using Integration.Rollouts;
using Lab;
using Lab.Hosts;
using Remote;

namespace Integration.Backups;

/// <summary>Backups in a second place, and how long they stay in both.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class SecondPlaceTests
{
    [Test]
    public async Task A_second_folder_gets_each_backup_and_the_oldest_go_from_both()
    {
        await using var inventory = BackedUp.Fresh("3.9.6", isDynamic: false, 1, 1);
        var second = Path.Combine(inventory.Folder, "second place");
        inventory.More = $"backups: {{ folder: \"{second}\", keep: 2 }}";
        inventory.Write();
        await ExpansionTests.Run(0, "--target=Up", $"--inventory={inventory.File}");
        var (here, mine) = (BackedUp.FolderOf(inventory), Path.Combine(second, "20200101T000000.000Z-mine"));
        Directory.CreateDirectory(mine);
        await File.WriteAllTextAsync(Path.Combine(mine, "snapshot.1"), "somebody's");

        for (var turn = 0; turn < 3; turn++)
        {
            await ExpansionTests.Run(0, "--target=Backup", $"--inventory={inventory.File}");
        }

        var (first, copies) = (Names(here), Names(second).Where(name => !name.EndsWith("-mine", StringComparison.Ordinal)).ToList());
        Assert.That(first, Has.Length.EqualTo(2));
        Assert.That(copies, Is.EqualTo(first));
        Assert.That(File.Exists(Path.Combine(mine, "snapshot.1")), "what is not ours stays");
        var stored = await BackupStore.OpenAsync(Path.Combine(second, copies[^1]));
        Assert.That(stored.Files, Is.Not.Empty);
        await ExpansionTests.Run(0, "--target=Backup", "--drill", $"--backup={stored.Folder}", $"--inventory={inventory.File}");
    }

    [Test]
    public async Task A_second_place_that_is_full_is_an_error_and_gets_no_part()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            Prerequisite.IsMissing("This test mounts a small disk: run it as root.");
        }

        await using var inventory = BackedUp.Fresh("3.9.6", isDynamic: false, 1, 1);
        var second = Directory.CreateDirectory(Path.Combine(inventory.Folder, "small")).FullName;
        await Command.RunAsync(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", second]);
        try
        {
            inventory.More = $"backups: {{ folder: \"{second}\" }}";
            inventory.Write();
            await ExpansionTests.Run(0, "--target=Up", $"--inventory={inventory.File}");

            var output = await ExpansionTests.Run(1, "--target=Backup", $"--inventory={inventory.File}");

            Assert.That(string.Join(' ', output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)),
                Does.Contain("ZK7007").And.Contain("has 0 MiB free").And.Contain("is whole"));
            Assert.That(Names(BackedUp.FolderOf(inventory)), Has.Length.EqualTo(1));
            Assert.That(Directory.GetFileSystemEntries(second), Is.Empty);
        }
        finally
        {
            await Command.RunAsync(["umount", second]);
        }
    }

    /// <summary>By SSH with the connection of the inventory; what arrives otherwise than it was sent is no backup.</summary>
    [Test]
    [Category("Long")]
    public async Task Another_host_is_a_second_place()
    {
        await using var local = BackedUp.Fresh("3.9.6", isDynamic: false, 1, 1);
        await ExpansionTests.Run(0, "--target=Up", $"--inventory={local.File}");
        await ExpansionTests.Run(0, "--target=Backup", $"--inventory={local.File}");
        var stored = await BackupStore.OpenAsync(Path.Combine(BackedUp.FolderOf(local), Names(BackedUp.FolderOf(local)).Single()));
        await using var lab = await LabHosts.StartAsync(1);
        await using IHost host = new LabConnection(lab[1]);
        var place = new BackupPlace(host, "/var/lib/backups");

        await place.PutAsync(stored, default);
        var kept = await place.PruneAsync(new(1, 1), local.Ensemble, DateTimeOffset.UtcNow.AddYears(1), default);
        var there = await lab[1].RunAsync("cd /var/lib/backups/* && ls && sha256sum snapshot.* log.*");

        Assert.That(kept, Is.Empty, "the newest stays");
        foreach (var (name, digest) in BackupManifest.In(stored.Folder)!.Sha256)
        {
            Assert.That(there, Does.Contain($"{digest}  {name}"));
        }

        await File.AppendAllTextAsync(Path.Combine(stored.Folder, stored.Files[0].Name), "x");
        var again = stored with { Folder = Renamed(stored.Folder) };
        Assert.That(async () => await place.PutAsync(again, default), Throws.TypeOf<BackupException>().With.Message.Contains("is not what was sent"));
        Assert.That((await lab[1].RunAsync("ls -A /var/lib/backups")).Split('\n'), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task Systemd_takes_the_rendered_service_and_timer()
    {
        Prerequisite.Programs(("systemd-analyze", "systemd"));
        await using var inventory = BackedUp.Fresh("3.9.6", isDynamic: false, 1, 1);
        inventory.More = "backups: { keep: 2 }";
        inventory.Write();
        await ExpansionTests.Run(0, "--target=Render", $"--inventory={inventory.File}");
        var folder = Path.Combine(ProjectFolders.Root, "artifacts", inventory.Ensemble, "backup");
        var units = Directory.GetFiles(folder, "zookeeper-backup-*");

        var (exitCode, _, said) = await Command.RunAsync(["systemd-analyze", "--man=no", "verify", .. units], failing: true);

        Assert.That(units, Has.Length.EqualTo(2));
        Assert.That(said.Split('\n').Where(line => line.Contains("zookeeper-backup", StringComparison.Ordinal)), Is.Empty, said);
        Assert.That(exitCode, Is.Zero, said);
    }

    private static string Renamed(string folder)
    {
        Directory.Move(folder, folder + "-again");
        return folder + "-again";
    }

    private static string[] Names(string folder) => [.. Directory.GetDirectories(folder).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];
}
