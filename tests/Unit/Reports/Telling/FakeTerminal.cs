using System.Globalization;
using System.Text;
using Spectre.Console;

namespace Unit.Reports.Telling;

/// <summary>
/// What a terminal makes of what is written to it: rows of text, a cursor, the few codes that live views use.
/// </summary>
internal sealed class FakeTerminal : StringWriter
{
    private readonly List<StringBuilder> rows = [new()];
    private readonly StringBuilder code = new();
    private int row;
    private int column;

    public FakeTerminal(int width, int height = 24) : base(CultureInfo.InvariantCulture)
    {
        Width = width;
        Console = AnsiConsole.Create(new()
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.Yes,
            Out = new AnsiConsoleOutput(this),
        });
        (Console.Profile.Width, Console.Profile.Height) = (width, height);
    }

    public IAnsiConsole Console { get; }

    public int Width { get; private set; }

    public bool ShowsCursor { get; private set; } = true;

    /// <summary>What is to be seen, without the blanks at the ends.</summary>
    public string Text => string.Join('\n', rows.Select(line => line.ToString().TrimEnd())).TrimEnd('\n');

    /// <summary>
    /// Makes it narrower: lines that are too long go on in further rows, and the cursor stays with its text.
    /// </summary>
    public void Narrow(int width)
    {
        var (before, at) = (rows.Select(line => line.ToString().TrimEnd()).ToList(), 0);
        rows.Clear();
        foreach (var (line, index) in before.Select((line, index) => (line, index)))
        {
            at = index == row ? rows.Count : at;
            rows.AddRange(line.Length == 0
                ? [new()]
                : line.Chunk(width).Select(part => new StringBuilder(new string(part))));
        }

        (row, Width, Console.Profile.Width) = (at, width, width);
    }

    public override void Write(string? value)
    {
        foreach (var character in value ?? "")
        {
            Write(character);
        }
    }

    public override void Write(char value)
    {
        if (code.Length > 0 || value == '\e')
        {
            code.Append(value);
            if (code.Length > 2 && char.IsAsciiLetter(value))
            {
                Obey(code.ToString()[2..]);
                code.Clear();
            }

            return;
        }

        switch (value)
        {
            case '\r':
                column = 0;
                break;
            case '\n':
                (row, column) = (row + 1, 0);
                Reach(row);
                break;
            default:
                Put(value);
                break;
        }
    }

    private void Put(char value)
    {
        if (column == Width)
        {
            (row, column) = (row + 1, 0);
            Reach(row);
        }

        var line = rows[row];
        line.Append(' ', Math.Max(0, column + 1 - line.Length));
        line[column++] = value;
    }

    private void Obey(string sequence)
    {
        switch (sequence)
        {
            case "?25l" or "?25h":
                ShowsCursor = sequence == "?25h";
                break;
            case "K":
                rows[row].Length = Math.Min(rows[row].Length, column);
                break;
            case "J":
                rows[row].Length = Math.Min(rows[row].Length, column);
                rows.RemoveRange(row + 1, rows.Count - row - 1);
                break;
            case [.. var number, 'A']:
                row = Math.Max(0, row - int.Parse(number, CultureInfo.InvariantCulture));
                break;
            case [.., 'm']:
                break;
            default:
                throw new InvalidOperationException($"A code that nobody expected: {sequence}");
        }
    }

    private void Reach(int index)
    {
        while (rows.Count <= index)
        {
            rows.Add(new());
        }
    }
}
