using System.Collections.Immutable;
using DiffPlex.Renderer;
using Ensembles.Inventories;
using Ensembles.Inventories.Settings;
using Ensembles.Rendering;

namespace Ensembles.Rollouts;

/// <summary>A file of a server that is not on its host as it should be.</summary>
/// <param name="Former">What stands there; null: nothing.</param>
public sealed record FileChange(Server Server, RenderedFile File, string? Former)
{
    private const int LinesAround = 2;
    private const string Mask = "***";
    private static readonly string[] Revealing = ["password", "secret", "digest"];

    private bool IsZooCfg => File.Name == "zoo.cfg";

    /// <summary>
    /// The lines of a unified diff without its head, values of secrets masked; empty for a new file. A zoo.cfg is
    /// compared by its keys, in their order by name, with nothing around them: ZooKeeper writes it anew without comments
    /// and in an order of its own.
    /// </summary>
    public ImmutableArray<string> Diff() => Former is null
        ? []
        : [
            .. UnidiffRenderer.GenerateUnidiff(
                    Comparable(Former), Comparable(File.Content), "former", "wanted", ignoreWhitespace: false,
                    ignoreCase: false, contextLines: IsZooCfg ? 0 : LinesAround)
                .Split('\n').Select(line => line.TrimEnd('\r'))
                .Where(line => line.Length > 0 && !line.StartsWith("--- ") && !line.StartsWith("+++ "))
                .Select(Masked),
        ];

    /// <summary>Without the last newline, after which the library would see one more, empty line.</summary>
    private string Comparable(string text) => !IsZooCfg ? text.TrimEnd('\n') : string.Join(
        '\n', ZooCfg.Parse(text).Entries.OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => $"{entry.Key}={entry.Value}"));

    private string Masked(string line)
    {
        var end = line.IndexOf('=', StringComparison.Ordinal);
        if (end < 0 || line.StartsWith("@@", StringComparison.Ordinal))
        {
            return line;
        }

        // The sign of the diff is no part of the key.
        var secret = IsZooCfg
            ? SettingTable.IsSecret(line[1..end])
            : File.Secret || Revealing.Any(word => line.Contains(word, StringComparison.OrdinalIgnoreCase));
        return secret ? line[..(end + 1)] + Mask : line;
    }
}
