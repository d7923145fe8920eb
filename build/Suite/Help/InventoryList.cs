namespace Suite.Help;

/// <summary>The inventories in a folder; none of them is read beyond its first line.</summary>
internal static class InventoryList
{
    public static IReadOnlyList<InventoryFile> In(string folder) => !Directory.Exists(folder)
        ? []
        : [.. Directory.EnumerateFiles(folder, "*.yml")
            .Order(StringComparer.Ordinal)
            .Select(file => new InventoryFile(Path.GetFileNameWithoutExtension(file), Comment(file)))];

    private static string Comment(string file) => File.ReadLines(file).FirstOrDefault() is ['#', ..] line
        ? line.TrimStart('#', ' ')
        : string.Empty;
}
