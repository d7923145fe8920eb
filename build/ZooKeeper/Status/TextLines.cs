using System.Globalization;

namespace ZooKeeper.Status;

/// <summary>Lines of name, separator, value, as the words print them.</summary>
internal static class TextLines
{
    public static IEnumerable<(string Name, string Value)> Pairs(string text, char separator) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.TrimEnd('\r'))
            .Where(line => line.IndexOf(separator) > 0)
            .Select(line => (line[..line.IndexOf(separator)].Trim(), line[(line.IndexOf(separator) + 1)..].Trim()));

    public static double? Number(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
