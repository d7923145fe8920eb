using Integration.Rollouts;
using Lab;

namespace Integration.Backups;

/// <summary>Inventories whose ensembles are backed up by a test, and where their backups are.</summary>
internal static class BackedUp
{
    /// <summary>An earlier run may have had its name, and left backups under it.</summary>
    public static SuiteInventory Fresh(string version, bool isDynamic, int present, int wanted)
    {
        var inventory = SuiteInventory.Of(version, isDynamic, present, wanted);
        if (Directory.Exists(FolderOf(inventory)))
        {
            Directory.Delete(FolderOf(inventory), recursive: true);
        }

        return inventory;
    }

    public static string FolderOf(SuiteInventory inventory) =>
        Path.Combine(ProjectFolders.Root, "artifacts", inventory.Ensemble, "backups");
}
