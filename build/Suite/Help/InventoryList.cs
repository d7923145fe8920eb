namespace Suite.Help;

/// <summary>The inventories in a folder; none of them is read beyond the comment that it begins with.</summary>
internal static class InventoryList
{
    public static IReadOnlyList<InventoryFile> In(string folder) => !Directory.Exists(folder)
        ? []
        : [.. Directory.EnumerateFiles(folder, "*.yml")
            .Order(StringComparer.Ordinal)
            .Select(file => new InventoryFile(Path.GetFileNameWithoutExtension(file), Comment(file)))];

    /// <summary>The first line of the first comment that is meant for people; the other is for editors.</summary>
    private static string Comment(string file) => File.ReadLines(file)
        .TakeWhile(line => line.StartsWith('#')).Select(line => line.TrimStart('#', ' '))
        .FirstOrDefault(line => !line.StartsWith("yaml-language-server", StringComparison.Ordinal)) ?? string.Empty;
}
