using Spectre.Console;

namespace Suite.Terminals;

/// <summary>Breaks text between words where a terminal would break it within one.</summary>
internal static class Wrapped
{
    /// <summary>Narrower than this, columns are not worth having.</summary>
    private const int Least = 20;

    /// <param name="width">Of each line, in cells.</param>
    /// <param name="indent">Blanks before every line but the first.</param>
    /// <param name="first">Cells of the first line that are taken already.</param>
    /// <returns>At least one line. A word that is longer than a line stays whole.</returns>
    public static IEnumerable<string> Lines(string text, int width, int indent = 0, int first = 0)
    {
        var (line, used) = ("", first);
        foreach (var word in text.Split(' '))
        {
            var cells = LiveLine.Cells(word);
            if (line.Length > 0 && used + 1 + cells > Math.Max(width, indent + Least))
            {
                yield return line;
                (line, used) = (new string(' ', indent) + word, indent + cells);
            }
            else
            {
                (line, used) = line.Length == 0 ? (word, used + cells) : ($"{line} {word}", used + 1 + cells);
            }
        }

        yield return line;
    }

    /// <summary>Markup of a text that hangs below what stands before it.</summary>
    /// <param name="lead">In Spectre's markup.</param>
    /// <param name="text">No markup.</param>
    public static string Hanging(string lead, string text, int width, int indent = 2) => lead + string.Join('\n',
        Lines(text, width, indent, new Markup(lead).Length).Select(Markup.Escape));

    /// <summary>
    /// A message of several lines: each hangs from where its own text begins. Commands stay whole,
    /// so that they can be copied.
    /// </summary>
    /// <param name="first">Cells of the very first line that are taken already.</param>
    public static string Message(string message, int width, int first = 0) => string.Join('\n', message.Split('\n')
        .Select((line, index) => (Line: line, Taken: index == 0 ? first : 0)).SelectMany(part =>
        {
            var text = part.Line.TrimStart(' ', '-');
            var lead = part.Line[..^text.Length];
            return text.StartsWith("./build.", StringComparison.Ordinal)
                ? [part.Line]
                : Lines(text, width, lead.Length, part.Taken + lead.Length)
                    .Select((words, index) => index == 0 ? lead + words : words);
        }));
}
