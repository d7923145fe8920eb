using System.Text.RegularExpressions;
using Ensembles.Inventories.Settings;
using Ensembles.Rendering;

namespace Ensembles.Observing;

/// <summary>Files of a server as they may be shown: secrets are <c>***</c>.</summary>
internal static partial class ShownFile
{
    private const string Mask = "***";

    /// <summary>
    /// zoo.cfg by its keys, sorted: ZooKeeper rewrites it without comments and in an order of its own; its pointer to
    /// the list of members, another one after each reconfig, is left out. Other files as they are.
    /// </summary>
    /// <param name="former">The same file before: a secret that has changed since then says so.</param>
    public static string Text(string path, string text, string? former = null)
    {
        if (!IsConfiguration(path[(path.LastIndexOf('/') + 1)..]))
        {
            return Option().Replace(text, $"$1{Mask}");
        }

        var before = former is null ? null : ZooCfg.Parse(former);
        return string.Concat(ZooCfg.Parse(text).Entries
            .Where(entry => entry.Key != ZooCfg.Pointer).OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => $"{entry.Key}={Shown(entry.Key, entry.Value, before?[entry.Key])}\n"));
    }

    /// <summary>Something in it is masked where it is shown.</summary>
    public static bool HasSecrets(string path, string text) => Text(path, text).Contains(Mask, StringComparison.Ordinal);

    /// <summary>What is shown of a file that stays on its host.</summary>
    public static string Digest(string digest) => $"SHA-256 {digest}\n";

    /// <summary>The configuration file may be called anything; the others have names of their own.</summary>
    private static bool IsConfiguration(string name) =>
        !Comparison.Names.Contains(name) && name is not ("myid" or "leavers")
        && !name.EndsWith(".service", StringComparison.Ordinal)
        && !name.Contains(".dynamic", StringComparison.Ordinal);

    private static string Shown(string key, string value, string? former) =>
        !SettingTable.IsSecret(key) ? value
        : former is null || former == value ? Mask
        : Mask + " (another one)";

    /// <summary>An option of the Java machine, up to the blank or quote after it.</summary>
    [GeneratedRegex(@"(-D[^\s=']*(?:password|secret|superDigest)[^\s=']*=)[^\s']+", RegexOptions.IgnoreCase)]
    private static partial Regex Option();
}
