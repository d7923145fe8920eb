namespace ZooKeeper.Configuration;

/// <summary>Lines of a Java properties file (java.util.Properties.load), without escapes and continuations.</summary>
internal static class KeyValue
{
    /// <summary>The key ends at the first <c>=</c>, <c>:</c> or blank; both sides are trimmed.</summary>
    public static (string Key, string Value) Split(string line)
    {
        line = line.Trim();
        var end = line.AsSpan().IndexOfAny("=: \t");
        if (end < 0)
        {
            return (line, "");
        }

        var value = line[end..].TrimStart();
        return (line[..end], (value is ['=' or ':', ..] ? value[1..] : value).Trim());
    }

    /// <summary>Lines that are neither blank nor comments.</summary>
    public static IEnumerable<string> Lines(string text) =>
        text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line[0] is not ('#' or '!'));
}
