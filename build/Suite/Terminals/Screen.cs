using System.Globalization;
using Spectre.Console;
using Suite.Outgoing;

namespace Suite.Terminals;

/// <summary>
/// Where a run is told. A terminal gets colours and a live view below what was told; files and logs of build servers
/// get plain lines, those of events with the time (UTC) before them. Thread-safe.
/// </summary>
internal sealed class Screen
{
    private readonly IAnsiConsole console;
    private readonly TimeProvider clock;
    private readonly Action<string>? commands;
    private readonly Lock guard = new();
    private LiveRegion? region;
    private IReadOnlyList<LiveLine> last = [];

    /// <param name="text">Knows the secrets; null: there are none.</param>
    /// <param name="commands">Takes the lines that a build server obeys; null: they are written as others are.</param>
    public Screen(
        IAnsiConsole console, TimeProvider clock, OutgoingText? text = null, Action<string>? commands = null)
    {
        (this.console, this.clock, this.commands) = (console, clock, commands);
        (Text, IsLive) = (text ?? new(), console.Profile.Capabilities is { Interactive: true, Ansi: true });
        console.Pipeline.Attach(new CleanRendering(Text));
    }

    /// <summary>Everything that is shown passes it.</summary>
    public OutgoingText Text { get; }

    /// <summary>People look at it, and it can be drawn over.</summary>
    public bool IsLive { get; }

    public int Width => console.Profile.Width;

    public bool HasUnicode => console.Profile.Capabilities.Unicode;

    private string Stamp => IsLive ? "" : clock.GetUtcNow().ToString("HH:mm:ss'Z '", CultureInfo.InvariantCulture);

    /// <summary>Something that happened, in Spectre's markup.</summary>
    public void Event(string markup)
    {
        var stamp = Stamp;
        markup = Text.Clean(markup);
        Write(to => to.MarkupLine(string.Join('\n', markup.Split('\n').Select(line => stamp + line.TrimEnd('\r')))));
    }

    /// <summary>A text that hangs below its lead where it is broken.</summary>
    /// <param name="lead">In Spectre's markup, with the blank behind it.</param>
    /// <param name="text">No markup.</param>
    public void Event(string lead, string text)
    {
        var indent = lead.Length - lead.TrimStart(' ').Length + 2;
        Event(IsLive ? string.Join('\n', text.Split('\n').Select((line, index) =>
                Wrapped.Hanging(index == 0 ? lead : "", line, Width, indent)))
            : lead + Markup.Escape(text));
    }

    /// <summary>What is told from here on belongs to it. No markup.</summary>
    public void Heading(string name)
    {
        var title = $"[bold]{Markup.Escape(name)}[/]";
        if (IsLive)
        {
            Write(to => to.Write(new Rule(title) { Justification = Justify.Left, Style = new(Color.Grey) }));
        }
        else
        {
            Event(title);
        }
    }

    /// <summary>A line with a command in it: it is not broken, so that it can be copied. No markup.</summary>
    public void Whole(string line) => Raw(Stamp + line);

    /// <summary>A line as it is, for programs that read the output.</summary>
    public void Raw(string line) => Write(to => to.Profile.Out.Writer.WriteLine(Text.Clean(line)));

    /// <summary>A line that a build server obeys: no text of others begins one.</summary>
    public void Command(string line)
    {
        if (commands is null)
        {
            Raw(line);
            return;
        }

        lock (guard)
        {
            commands(line);
        }
    }

    /// <summary>Writes what has a form of its own, such as a table.</summary>
    public void Write(Action<IAnsiConsole> view)
    {
        lock (guard)
        {
            if (!IsLive)
            {
                console.Profile.Out.Writer.Write(Text.Clean(Plain(view)));
                return;
            }

            region?.Clear();
            view(console);
            region?.Draw(last);
        }
    }

    /// <summary>Tables fill each line with blanks; in a file it ends with its last word.</summary>
    private string Plain(Action<IAnsiConsole> view)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        var plain = AnsiConsole.Create(new()
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Enrichment = new() { UseDefaultEnrichers = false },
            Out = new AnsiConsoleOutput(text),
        });
        (plain.Profile.Width, plain.Profile.Capabilities.Unicode) = (Width, HasUnicode);
        view(plain);
        return string.Join('\n', text.ToString().Split('\n').Select(line => line.TrimEnd()));
    }

    /// <summary>
    /// Begins a live view. Whatever happens, its <see cref="IDisposable.Dispose"/> gives the terminal back.
    /// </summary>
    public IDisposable Open()
    {
        lock (guard)
        {
            (region, last) = (new(console), []);
            return new Closing(this);
        }
    }

    /// <summary>Draws the live view anew; nothing without one, or where the terminal has gone.</summary>
    /// <param name="lines">Made for the width given to it, in cells.</param>
    public void Draw(Func<int, IReadOnlyList<LiveLine>> lines)
    {
        lock (guard)
        {
            if (region is null)
            {
                return;
            }

            try
            {
                region.Draw(last = [.. lines(region.Width).Select(line => line.Clean(Text))]);
            }
            catch (IOException)
            {
                // The terminal was closed: what goes on is worth more than who looks on.
                region = null;
            }
        }
    }

    /// <summary>Gives the terminal back, where a live view has it: its lines go, its cursor comes.</summary>
    public void Close()
    {
        lock (guard)
        {
            var open = region;
            region = null;
            try
            {
                open?.Dispose();
            }
            catch (IOException)
            {
                // There is no terminal to see it.
            }
        }
    }

    private sealed class Closing(Screen screen) : IDisposable
    {
        public void Dispose() => screen.Close();
    }
}
