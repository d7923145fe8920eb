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

        Assert.That((await AdminSnapshot.TryAsync(fleet, read.Servers[0], default)).IsWritten, Is.EqualTo(can));
        Assert.That(Snapshots(inventory), can ? Has.Length.EqualTo(before.Length + 1) : Is.EqualTo(before));

        var backup = await new BackupTaker(fleet, TimeProvider.System).TakeAsync(read.Servers[0], "1", default);
        Assert.That(backup.Files[0].IsSnapshot, Is.True);
    }

    /// <summary>
    /// With TLS on the port of the AdminServer: beside plain HTTP, alone with the certificate that the inventory has for the
    /// server, and alone with one that it does not know, where nothing is sent and the backup is made of the files that are there.
    /// </summary>
    [TestCase("admin.portUnification", true, null)]
    [TestCase("admin.forceHttps", true, null, Category = "Long")]
    [TestCase("admin.forceHttps", false, "speaks TLS alone (admin.forceHttps)", Category = "Long")]
    public async Task An_admin_server_with_tls_is_asked_by_it_or_left_out_by_name(string setting, bool isKnown, string? told)
    {
        await using var inventory = SuiteInventory.Of("3.9.6", isDynamic: true, 1, 1);
        inventory.HasAdmin = true;
        inventory.IsEmbedded = false;
        inventory.Settings[setting] = "true";
        var pki = Security.Pki.Of(inventory);
        if (isKnown)
        {
            pki.Write("plain", "tls");
        }
        else
        {
            inventory.Settings["ssl.quorum.keyStore.location"] = pki.ServerStore(1);
            inventory.Write();
        }

        await ExpansionTests.Run(0, "--target=Deploy", $"--inventory={inventory.File}");
        var before = Snapshots(inventory);
        var output = await ExpansionTests.Run(0, "--target=Backup", $"--inventory={inventory.File}");

        Assert.That(output, told is null ? Does.Not.Contain("without a fresh snapshot") : Does.Contain(told));
        Assert.That(Snapshots(inventory), told is null ? Has.Length.EqualTo(before.Length + 1) : Is.EqualTo(before));
    }

    private static string[] Snapshots(SuiteInventory inventory) =>
        Directory.GetFiles(Path.Combine(inventory.DataFolder(1), "version-2"), "snapshot.*");
}
