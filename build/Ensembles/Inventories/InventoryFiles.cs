using Ensembles.Inventories.Reading;

namespace Ensembles.Inventories;

/// <summary>Finds the inventory that <c>--inventory=NAME|PATH</c> names.</summary>
public static class InventoryFiles
{
    private const string Extension = ".yml";

    /// <summary>Names of the project's inventories, in alphabetical order.</summary>
    public static IReadOnlyList<string> Names(string projectRoot)
    {
        string folder = Folder(projectRoot);
        return Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder, "*" + Extension)
                .Select(file => Path.GetFileNameWithoutExtension(file))
                .Order(StringComparer.Ordinal)]
            : [];
    }

    /// <returns>Absolute path of an existing file.</returns>
    /// <param name="nameOrPath">
    /// A name without a slash is <c>inventories/NAME.yml</c>;
    /// anything else a path, from the working folder or the project.
    /// </param>
    /// <exception cref="InventoryException">
    /// There is no such inventory; the message lists those that there are.
    /// </exception>
    public static string Resolve(string nameOrPath, string projectRoot)
    {
        if (nameOrPath.Length == 0)
        {
            throw new InventoryException(
                $"An inventory has a name; use --inventory=NAME with one of {List("", projectRoot)}");
        }

        string[] candidates = nameOrPath.IndexOfAny(['/', '\\']) >= 0
            ? [Path.GetFullPath(nameOrPath), Path.GetFullPath(nameOrPath, projectRoot)]
            : [Path.Combine(Folder(projectRoot), nameOrPath + Extension), Path.GetFullPath(nameOrPath),
                Path.Combine(Folder(projectRoot), nameOrPath)];
        if (candidates.FirstOrDefault(File.Exists) is { } file)
        {
            return file;
        }

        if (candidates.FirstOrDefault(Directory.Exists) is { } folder)
        {
            throw new InventoryException(
                $"{folder} is a folder, and an inventory is a file; use --inventory=NAME with one of {List("", projectRoot)}, "
                + "or the path of a file");
        }

        throw new InventoryException(
            $"There is no inventory '{nameOrPath}' (looked for {candidates[0]}); use --inventory=NAME with one of "
            + $"{List(nameOrPath, projectRoot)}, or the path of a file");
    }

    private static string List(string wanted, string projectRoot) =>
        string.Join(", ", Nearest.Order(wanted, Names(projectRoot)));

    private static string Folder(string projectRoot) => Path.Combine(Path.GetFullPath(projectRoot), "inventories");
}
