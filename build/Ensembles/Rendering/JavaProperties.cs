using System.Globalization;
using System.Text;

namespace Ensembles.Rendering;

/// <summary>Reads the format of java.util.Properties.load: comments, separators, continued lines, escapes.</summary>
internal static class JavaProperties
{
    private const string Blanks = " \t\f";

    public static IEnumerable<KeyValuePair<string, string>> Read(string text) => LogicalLines(text).Select(Split);

    /// <summary>Lines without comments and blank ones, each joined with those that continue it.</summary>
    private static IEnumerable<string> LogicalLines(string text)
    {
        string? begun = null;
        foreach (string natural in text.ReplaceLineEndings("\n").Split('\n'))
        {
            string line = natural.TrimStart(Blanks.ToCharArray());
            if (begun is null && (line.Length == 0 || line[0] is '#' or '!'))
            {
                continue;
            }

            bool continues = line.Reverse().TakeWhile(letter => letter == '\\').Count() % 2 == 1;
            begun += continues ? line[..^1] : line;
            if (!continues)
            {
                yield return begun;
                begun = null;
            }
        }

        if (!string.IsNullOrEmpty(begun))
        {
            yield return begun;
        }
    }

    /// <summary>
    /// The key ends at the first unescaped <c>=</c>, <c>:</c> or blank; blanks around one separator are dropped.
    /// </summary>
    private static KeyValuePair<string, string> Split(string line)
    {
        int end = 0;
        while (end < line.Length && line[end] is not ('=' or ':') && !Blanks.Contains(line[end]))
        {
            end += line[end] == '\\' ? 2 : 1;
        }

        end = Math.Min(end, line.Length);
        string rest = line[end..].TrimStart(Blanks.ToCharArray());
        string value = rest is ['=' or ':', ..] ? rest[1..].TrimStart(Blanks.ToCharArray()) : rest;
        return new(Unescape(line[..end]), Unescape(value));
    }

    private static string Unescape(string text)
    {
        if (!text.Contains('\\', StringComparison.Ordinal))
        {
            return text;
        }

        var result = new StringBuilder();
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
            {
                result.Append(text[i]);
            }
            else if (text[++i] == 'u' && i + 4 < text.Length
                && int.TryParse(
                    text.AsSpan(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int code))
            {
                result.Append((char)code);
                i += 4;
            }
            else
            {
                result.Append(
                    text[i] switch { 't' => '\t', 'n' => '\n', 'r' => '\r', 'f' => '\f', var letter => letter });
            }
        }

        return result.ToString();
    }
}
