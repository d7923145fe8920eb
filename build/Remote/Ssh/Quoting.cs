using System.Text;
using System.Text.RegularExpressions;

namespace Remote.Ssh;

/// <summary>Texts as words of a POSIX shell.</summary>
internal static partial class Quoting
{
    /// <summary>A word for people to type: quoted only where it must be.</summary>
    public static string Word(string text) => Plain().IsMatch(text) ? text : Quote(text, "\n");

    /// <summary>
    /// One line that a shell, given it by <c>eval</c>, runs as <paramref name="program"/> with
    /// <paramref name="arguments"/> as <c>$1</c>, <c>$2</c> …. Neither can contain a character that is not quoted.
    /// </summary>
    /// <exception cref="ArgumentException">A NUL, which no shell can hold.</exception>
    public static string Line(string program, IEnumerable<string> arguments)
    {
        // The substitution cuts newlines off its end, hence the underscore.
        var line = new StringBuilder("""nl=$(printf '\n_'); nl=${nl%_}; set --""");
        foreach (var argument in arguments)
        {
            line.Append(' ').Append(Quote(argument, "'\"$nl\"'"));
        }

        return line.Append("; eval ").Append(Quote(Script.WithLf(program), "'\"$nl\"'")).ToString();
    }

    /// <summary>In single quotes nothing is special but their end (POSIX, Shell Command Language, 2.2.2).</summary>
    private static string Quote(string text, string newline)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException($"A shell cannot hold a NUL: {text}", nameof(text));
        }

        return "'" + text.Replace("'", "'\"'\"'", StringComparison.Ordinal)
            .Replace("\n", newline, StringComparison.Ordinal) + "'";
    }

    [GeneratedRegex(@"^[A-Za-z0-9@%+=:,./_-]+\z")]
    private static partial Regex Plain();
}
