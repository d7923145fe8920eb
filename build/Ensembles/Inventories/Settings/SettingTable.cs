using Ensembles.Inventories.Schema;

namespace Ensembles.Inventories.Settings;

/// <summary>
/// The keys of zoo.cfg that may be set in an inventory, after the administrator's guide and the code of 3.4 to 3.9.
/// </summary>
internal static partial class SettingTable
{
    private static readonly FlagShape Flag = new();
    private static readonly ChoiceShape YesNo = new("yes", "no");
    private static readonly TextShape Text = new(TextFormat.Setting);
    private static readonly TextShape Secret = new(TextFormat.Setting, Secret: true);
    private static readonly ListShape List = new(Text);
    private static readonly NumberShape Natural = new(0, int.MaxValue);
    private static readonly NumberShape Positive = new(1, int.MaxValue);
    private static readonly NumberShape Any = new(int.MinValue, int.MaxValue);
    private static readonly NumberShape Port = new(1, 65535);

    public static readonly IReadOnlyDictionary<string, Setting> All =
        new[] { Basic, Cluster, Limits, Storage, Security, Observability }
            .SelectMany(rows => rows)
            .ToDictionary(row => row.Key);

    /// <summary>The key's row; <c>authProvider.NAME</c> stands for any name.</summary>
    public static Setting? Find(string key) =>
        All.TryGetValue(key, out var row) ? row
        : key.StartsWith("authProvider.", StringComparison.Ordinal) ? All["authProvider.1"] with { Key = key }
        : null;

    /// <summary>Whether a value of this key must not be shown; also of keys that the table does not have.</summary>
    public static bool IsSecret(string key) =>
        Find(key) is { Secret: true }
        || key.Contains("superDigest", StringComparison.OrdinalIgnoreCase)
        || key.EndsWith("password", StringComparison.OrdinalIgnoreCase);
}
