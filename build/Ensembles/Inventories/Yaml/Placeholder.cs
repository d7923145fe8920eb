using System.Text.RegularExpressions;

namespace Ensembles.Inventories.Yaml;

/// <summary>
/// <c>{version}</c>, <c>{id}</c> or <c>${NAME}</c> in a value: between braces or brackets YAML takes its brace for one of
/// its own, and the file breaks there.
/// </summary>
internal static partial class Placeholder
{
    /// <returns>What to do about the first one that a line has outside of quotes; null where it has none.</returns>
    public static string? Remedy(string line) => InBraces().Match(line) is { Success: true } found
        ? RemedyOf(found.Groups["it"].Value)
        : null;

    public static string RemedyOf(string placeholder) =>
        $"put the whole value in quotes: between {{ and }} YAML takes the brace of {placeholder} for its own";

    [GeneratedRegex("""[{\[](?:[^"'#]|"[^"]*"|'[^']*')*?[^\s"'{,:](?<it>\$?\{[A-Za-z_][A-Za-z0-9_]*(?::-[^}]*)?\})""")]
    private static partial Regex InBraces();
}
