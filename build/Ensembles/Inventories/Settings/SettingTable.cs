using System.Collections.Immutable;
using Ensembles.Inventories.Schema;

namespace Ensembles.Inventories.Settings;

/// <summary>
/// The keys of zoo.cfg that may be set in an inventory, after the code of 3.4 to 3.9 and what is known of 3.10.
/// A test compares them with what the jars of four releases read.
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
    private static readonly DecimalShape Share = new(0, 1);
    private static readonly TextShape Interval = new(TextFormat.PurgeInterval);
    private static readonly NumberShape Port = new(1, 65535);

    public static readonly IReadOnlyDictionary<string, Setting> All =
        new[] { Basic, Cluster, Limits, Storage, Security, Observability }
            .SelectMany(rows => rows)
            .ToDictionary(row => row.Key);

    /// <summary>Providers' keys begin so, and end in a name of the inventory's choice.</summary>
    public const string FreePrefix = "authProvider.";

    /// <summary>What all keys begin with that end in a name of the inventory's choice; the row ends in 1.</summary>
    public static readonly ImmutableArray<string> FreePrefixes = [FreePrefix, "superUser."];

    /// <summary>
    /// The key's row; <c>authProvider.NAME</c> and <c>superUser.NAME</c> stand for any name that is a key
    /// (<see cref="IsKey"/>).
    /// </summary>
    public static Setting? Find(string key) =>
        All.TryGetValue(key, out var row) ? row
        : FreePrefixOf(key) is { } prefix && key.Length > prefix.Length && IsKey(key) ? All[prefix + "1"] with { Key = key }
        : null;

    /// <summary>Null where the key ends in no name of the inventory's choice.</summary>
    public static string? FreePrefixOf(string key) =>
        FreePrefixes.FirstOrDefault(prefix => key.StartsWith(prefix, StringComparison.Ordinal));

    /// <summary>
    /// Whether a text can be a key of zoo.cfg as it is: in the format of java.util.Properties a blank, <c>=</c> or
    /// <c>:</c> ends the key, a line break begins the next one, and ZooKeeper writes keys back without escapes.
    /// </summary>
    public static bool IsKey(string text) =>
        text.Length > 0 && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-');

    /// <summary>Whether a value of this key must not be shown; also of keys that the table does not have.</summary>
    public static bool IsSecret(string key) =>
        Find(key) is { } known
            ? known.Secret || key.Contains("superDigest", StringComparison.OrdinalIgnoreCase)
                || key.EndsWith("password", StringComparison.OrdinalIgnoreCase)
            : SecretNames.IsSecret(key);
}
