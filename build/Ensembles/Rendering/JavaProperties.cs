using System.Globalization;
using System.Text;

namespace Ensembles.Rendering;

/// <summary>Reads the format of java.util.Properties.load: comments, separators, continued lines, escapes.</summary>
internal static class JavaProperties
{
    private const string Blanks = " \t\f";

    public static IEnumerable<KeyValuePair<string, string>> Read(string text) =>
        Logical(text).Select(line => line.Joined).OfType<string>().Select(Split);

    /// <summary>
    /// The lines as they stand in the text, without their ends, those that continue each other together: with the key that
    /// they give a value; null of comments and blank lines.
    /// </summary>
    public static IEnumerable<(string Text, string? Key)> Lines(string text) => Logical(text)
        .Select(line => (line.Natural, line.Joined is { } joined ? Split(joined).Key.Trim() : null));

    /// <summary>Joined with those that continue them; null for comments and blank lines.</summary>
    private static IEnumerable<(string Natural, string? Joined)> Logical(string text)
    {
        string? begun = null;
        var natural = new List<string>();
        var lines = text.ReplaceLineEndings("\n");
        foreach (string next in (lines.EndsWith('\n') ? lines[..^1] : lines).Split('\n'))
        {
            string line = next.TrimStart(Blanks.ToCharArray());
            if (begun is null && (line.Length == 0 || line[0] is '#' or '!'))
            {
                yield return (next, null);
                continue;
            }

            natural.Add(next);
            bool continues = line.Reverse().TakeWhile(letter => letter == '\\').Count() % 2 == 1;
            begun += continues ? line[..^1] : line;
            if (!continues)
            {
                yield return (string.Join('\n', natural), begun);
                begun = null;
                natural.Clear();
            }
        }

        if (natural.Count > 0)
        {
            yield return (string.Join('\n', natural), string.IsNullOrEmpty(begun) ? null : begun);
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
