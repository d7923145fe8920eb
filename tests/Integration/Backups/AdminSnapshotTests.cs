using Ensembles.Backups;
using Ensembles.HostAccess;
using Ensembles.Inventories;
using Integration.Rollouts;
using Lab;
using Remote;

namespace Integration.Backups;

/// <summary>The AdminServer's own snapshot, where the release has it.</summary>
[Parallelizable]
public sealed class AdminSnapshotTests
{
    [Category("Long")]
    [TestCase("3.9.6", true)]
    [TestCase("3.8.0", false)]
    public async Task A_server_is_asked_for_a_fresh_snapshot_where_its_release_can(string version, bool can)
    {
        await using var inventory = SuiteInventory.Of(version, isDynamic: true, 1, 1);
        inventory.HasAdmin = true;
        inventory.Write();
        await ExpansionTests.Run(0, "--target=Up", $"--inventory={inventory.File}");
        var read = InventoryReader.Read(
            inventory.File, Environment.GetEnvironmentVariable, ProjectFolders.Root).Inventory!;
        var here = new LocalHost();
        await using var fleet = new Fleet(read, _ => here);
        var before = Snapshots(inventory);

        Assert.That(await AdminSnapshot.TryAsync(fleet, read.Servers[0], default), Is.EqualTo(can));
        Assert.That(Snapshots(inventory), can ? Has.Length.EqualTo(before.Length + 1) : Is.EqualTo(before));

        var backup = await new BackupTaker(fleet, TimeProvider.System).TakeAsync(read.Servers[0], "1", default);
        Assert.That(backup.Files[0].IsSnapshot, Is.True);
    }

    private static string[] Snapshots(SuiteInventory inventory) =>
        Directory.GetFiles(Path.Combine(inventory.DataFolder(1), "version-2"), "snapshot.*");
}
