using System.Text;
using System.Text.RegularExpressions;

namespace Suite.Outgoing;

/// <summary>
/// Standard output or standard error, behind <see cref="OutgoingText"/>: whatever part of the suite or of a library
/// writes there. In a file or a pipe whole lines are cleaned; a terminal gets what it is given at once, without any
/// control sequence but those that draw and colour.
/// </summary>
/// <param name="isTerminal">A person looks at it.</param>
/// <param name="forGitHub">GitHub's runner reads the lines (<c>GitHubCommands.AreRead</c>).</param>
public sealed partial class OutgoingWriter(TextWriter inner, OutgoingText text, bool isTerminal, bool forGitHub)
    : TextWriter
{
    private readonly Lock guard = new();
    private readonly StringBuilder begun = new();

    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value) => Append(value.ToString());

    public override void Write(char[] buffer, int index, int count) => Append(new string(buffer, index, count));

    public override void Write(ReadOnlySpan<char> buffer) => Append(buffer.ToString());

    public override void Write(string? value) => Append(value ?? "");

    public override void WriteLine(string? value) => Append(value + inner.NewLine);

    /// <summary>
    /// A line of our own for the build server: it may be a command, and its values are clean all the same.
    /// </summary>
    public void WriteCommand(string line)
    {
        lock (guard)
        {
            Release();
            inner.WriteLine(text.Clean(line));
        }
    }

    /// <summary>Also what has no end of its line yet.</summary>
    public override void Flush()
    {
        lock (guard)
        {
            Release();
            inner.Flush();
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Flush();
        }

        base.Dispose(disposing);
    }

    private void Append(string value)
    {
        lock (guard)
        {
            if (isTerminal)
            {
                inner.Write(ForTerminal(value));
                return;
            }

            int end = value.LastIndexOf('\n') + 1;
            begun.Append(value, 0, end);
            if (end > 0)
            {
                Release();
            }

            begun.Append(value, end, value.Length - end);
        }
    }

    private void Release()
    {
        if (begun.Length > 0)
        {
            inner.Write(ForFile(begun.ToString()));
            begun.Clear();
        }
    }

    private string ForFile(string lines)
    {
        string clean = text.Clean(lines);
        return forGitHub ? GitHubCommands.Harmless(clean) : clean;
    }

    /// <summary>Between the sequences that may pass is text.</summary>
    private string ForTerminal(string value)
    {
        if (!value.Contains('\e', StringComparison.Ordinal))
        {
            return text.CleanForTerminal(value);
        }

        var result = new StringBuilder();
        int at = 0;
        foreach (Match sequence in Drawing().Matches(value))
        {
            result.Append(text.CleanForTerminal(value[at..sequence.Index])).Append(sequence.Value);
            at = sequence.Index + sequence.Length;
        }

        return result.Append(text.CleanForTerminal(value[at..])).ToString();
    }

    /// <summary>Colours, moves of the cursor, erasing, showing and hiding the cursor (ECMA-48, CSI).</summary>
    [GeneratedRegex(@"\e\[[0-9;]*[ABCDEFGHJKmsu]|\e\[\?25[hl]")]
    private static partial Regex Drawing();
}
