using System.Collections.Immutable;
using System.Text;

namespace Remote.Ssh;

/// <summary>A line <c>Keyword value …</c> of a configuration file of ssh (ssh_config(5)).</summary>
/// <param name="Keyword">In lower case.</param>
/// <param name="Rest">All behind the keyword as it is, for values that are commands.</param>
internal sealed record SshConfigLine(string File, int Number, string Keyword, string Rest)
{
    public string Place => $"{File}:{Number}";

    /// <summary>The words of the value: between blanks, or in quotes; <c>#</c> before a word begins a comment.</summary>
    public ImmutableArray<string> Words { get; } = Split(Rest);

    /// <returns>Null for an empty line, and for a comment.</returns>
    public static SshConfigLine? Parse(string file, int number, string text)
    {
        var line = text.Trim();
        if (line.Length == 0 || line[0] == '#')
        {
            return null;
        }

        var quoted = line[0] == '"' && line.IndexOf('"', 1) > 0;
        var end = quoted ? line.IndexOf('"', 1) : line.IndexOfAny([' ', '\t', '=']);
        end = end < 0 ? line.Length : end;
        var keyword = line[(quoted ? 1 : 0)..end];
        var rest = line[Math.Min(line.Length, quoted ? end + 1 : end)..].TrimStart();
        return new(file, number, keyword.ToLowerInvariant(), rest.StartsWith('=') ? rest[1..].TrimStart() : rest);
    }

    /// <summary>As OpenSSH's argv_split does.</summary>
    private static ImmutableArray<string> Split(string text)
    {
        var words = ImmutableArray.CreateBuilder<string>();
        for (var at = 0; at < text.Length;)
        {
            if (text[at] is ' ' or '\t')
            {
                at++;
                continue;
            }

            if (text[at] == '#')
            {
                break;
            }

            var word = new StringBuilder();
            var quote = '\0';
            for (; at < text.Length && (quote != '\0' || text[at] is not (' ' or '\t')); at++)
            {
                if (text[at] == '\\' && at + 1 < text.Length
                    && (text[at + 1] is '\'' or '"' or '\\' || (quote == '\0' && text[at + 1] == ' ')))
                {
                    word.Append(text[++at]);
                }
                else if (quote == '\0' && text[at] is '\'' or '"')
                {
                    quote = text[at];
                }
                else if (quote != '\0' && text[at] == quote)
                {
                    quote = '\0';
                }
                else
                {
                    word.Append(text[at]);
                }
            }

            words.Add(word.ToString());
        }

        return words.ToImmutable();
    }
}
