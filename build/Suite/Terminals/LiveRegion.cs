using System.Text;
using Spectre.Console;

namespace Suite.Terminals;

/// <summary>
/// Some lines at the end of a terminal that are drawn over and over. Other lines go above them, through
/// <see cref="Clear"/>. A terminal that was made narrower has broken the lines of the last drawing into more rows: they
/// are counted, so that all of them go. Not thread-safe.
/// </summary>
internal sealed class LiveRegion : IDisposable
{
    private const string HideCursor = "\e[?25l";
    private const string ShowCursor = "\e[?25h";
    private const string EraseToEndOfLine = "\e[K";
    private const string EraseBelow = "\e[J";

    private readonly IAnsiConsole console;
    private int[] drawn = [];

    public LiveRegion(IAnsiConsole console)
    {
        this.console = console;
        Send(HideCursor);
    }

    /// <summary>The last column stays free: what a terminal does behind it differs.</summary>
    public int Width => Math.Max(1, console.Profile.Width - 1);

    public void Draw(IReadOnlyList<LiveLine> lines)
    {
        var shown = lines.Take(Math.Max(1, console.Profile.Height - 1)).Select(line => line.Cut(Width)).ToList();
        var text = new StringBuilder(Back());
        foreach (var line in shown)
        {
            text.Append(console.ToAnsi(new Markup(line.ToMarkup())).TrimEnd('\n', '\r')).Append(EraseToEndOfLine)
                .Append('\n');
        }

        drawn = [.. shown.Select(line => LiveLine.Cells(line.Text))];
        Send(text.Append(EraseBelow).ToString());
    }

    /// <summary>Takes the drawing away; the cursor stands where it began.</summary>
    public void Clear()
    {
        Send(Back() + EraseBelow);
        drawn = [];
    }

    public void Dispose()
    {
        Clear();
        Send(ShowCursor);
    }

    private string Back()
    {
        var rows = drawn.Sum(cells => Math.Max(1, (cells + console.Profile.Width - 1) / console.Profile.Width));
        return rows == 0 ? "\r" : $"\r\e[{rows}A";
    }

    private void Send(string text)
    {
        console.Profile.Out.Writer.Write(text);
        console.Profile.Out.Writer.Flush();
    }
}
