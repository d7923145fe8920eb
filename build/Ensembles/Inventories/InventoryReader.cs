using Ensembles.Findings;
using Ensembles.Inventories.Reading;
using Ensembles.Inventories.Schema;
using Ensembles.Inventories.Yaml;

namespace Ensembles.Inventories;

/// <summary>Reads an inventory file: all of its faults at once, and no side effects.</summary>
public static class InventoryReader
{
    private const long MaximumLength = 1 << 20;

    /// <param name="path">The file; see <see cref="InventoryFiles.Resolve"/> for names.</param>
    /// <param name="environment">Values of <c>${NAME}</c>, null where there is none.</param>
    /// <param name="projectRoot">Relative paths in the file start here.</param>
    /// <param name="time">By which certificates are valid or not; null: the clock of this machine.</param>
    public static InventoryReading Read(string path, Func<string, string?> environment, string projectRoot, TimeProvider? time = null)
    {
        string file = Path.GetFullPath(path);
        string root = Path.GetFullPath(projectRoot);
        var faults = new Faults(Show(file, root));
        var inventory = ReadText(file, faults) is { } text ? Build(text, file, faults, environment, root, time ?? TimeProvider.System)
            : null;
        return new InventoryReading(inventory, faults.All);
    }

    private static Inventory? Build(
        string text, string file, Faults faults, Func<string, string?> environment, string projectRoot,
        TimeProvider time)
    {
        var tree = YamlTree.Read(text, faults);
        if (tree is not YamlMapping)
        {
            if (!faults.AnyError)
            {
                faults.Error(
                    InventoryCodes.EmptyInventory, "", new Position(1, 1), "holds no inventory",
                    "begin with ensemble: NAME; see inventories/local.yml");
            }

            return null;
        }

        if (new ShapeChecker(faults, environment).Check(tree, InventoryShape.Root, "") is not FoundMap root)
        {
            return null;
        }

        bool local = root.Map("connection")?.Text("type")?.Value != "ssh";
        string ensemble = root.Text("ensemble")?.Value ?? "ensemble";
        var context = new ReadContext(faults, environment, projectRoot, local, ensemble) { Time = time };
        return new InventoryBuilder(root, context, file).Build();
    }

    private static string? ReadText(string file, Faults faults)
    {
        try
        {
            if (new FileInfo(file).Length > MaximumLength)
            {
                faults.Error(InventoryCodes.FileTooLarge,
                    "", default, $"is larger than {MaximumLength} bytes", "name an inventory");
                return null;
            }

            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            faults.Error(InventoryCodes.FileMissing,
                "", default, "there is no such file", "write --inventory=NAME or the path of an inventory");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            faults.Error(InventoryCodes.FileUnreadable,
                "", default, $"cannot be read: {e.Message}", "name a file that can");
        }

        return null;
    }

    private static string Show(string file, string projectRoot)
    {
        string relative = Path.GetRelativePath(projectRoot, file);
        return relative.StartsWith("..", StringComparison.Ordinal) ? file : relative.Replace('\\', '/');
    }
}
