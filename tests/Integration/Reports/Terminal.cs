using System.Diagnostics;
using System.Globalization;
using Lab;

namespace Integration.Reports;

/// <summary>A terminal as people have it, made by tmux: programs run in it, and its screen can be read.</summary>
internal sealed class Terminal : IAsyncDisposable
{
    /// <summary>Shown when the program has ended, with its exit code.</summary>
    private const string Ended = "ENDED WITH";

    private readonly string socket;

    private Terminal(string socket) => this.socket = socket;

    /// <summary>Runs a program in a terminal of its own.</summary>
    /// <param name="height">Enough for all that the program prints, so that the screen has all of it.</param>
    public static Terminal Run(int width, int height, IEnumerable<string> command)
    {
        Prerequisite.Programs(("tmux", "tmux"));
        var terminal = new Terminal($"{TestFolder.Create()}/tmux");

        // The shell stays after the program and its Ctrl-C, so that the screen does; a build server's variables would
        // make the program plain.
        terminal.Tmux(
        [
            "-f", "/dev/null", "new-session", "-d", "-x", Text(width), "-y", Text(height),
            "env", "-u", "CI", "-u", "GITHUB_ACTIONS", "-u", "NO_COLOR", "LC_ALL=C.UTF-8", "TERM=tmux-256color",
            "sh", "-c", $"trap : INT; \"$@\"; echo {Ended} $?; exec sleep 600", "sh", .. command,
        ]);
        return terminal;
    }

    /// <summary>What is to be seen, line by line.</summary>
    public string[] Screen => Tmux("capture-pane", "-p").TrimEnd('\n').Split('\n');

    /// <summary>The same with the codes that colour it.</summary>
    public string Coloured => Tmux("capture-pane", "-p", "-e");

    public bool ShowsCursor => Tmux("display-message", "-p", "#{cursor_flag}").Trim() == "1";

    /// <summary>The exit code of the program; null while it runs.</summary>
    public int? ExitCode => Screen.FirstOrDefault(line => line.StartsWith(Ended, StringComparison.Ordinal)) is { } line
        ? int.Parse(line[Ended.Length..], CultureInfo.InvariantCulture)
        : null;

    public void Resize(int width, int height) => Tmux("resize-window", "-x", Text(width), "-y", Text(height));

    /// <summary>Typed at the keyboard.</summary>
    /// <param name="keys">Text, or the name of a key such as <c>Tab</c> or <c>Enter</c>.</param>
    public void Type(params IEnumerable<string> keys) => Tmux(["send-keys", .. keys]);

    /// <summary>Ctrl-C at the keyboard.</summary>
    public void Interrupt() => Tmux("send-keys", "C-c");

    public ValueTask DisposeAsync()
    {
        Tmux("kill-server");
        return ValueTask.CompletedTask;
    }

    private string Tmux(params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("tmux", ["-S", socket, .. arguments])
        {
            RedirectStandardOutput = true, Environment = { ["LC_ALL"] = "C.UTF-8" },
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
