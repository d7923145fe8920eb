using System.Diagnostics;
using System.Globalization;

namespace Lab;

/// <summary>
/// A child process that cannot outlive this one: a shell in between reads a pipe of ours, and kills the child when the
/// pipe ends, however we died.
/// </summary>
public sealed class GuardedProcess : IAsyncDisposable
{
    /// <summary>
    /// The shell's script. <c>$1</c>: file for the output; then the command. The child gets neither the pipe nor our
    /// standard output, where its process id is told.
    /// </summary>
    public const string Guard = """
        log=$1; shift
        exec 3<&0
        "$@" >>"$log" 2>&1 </dev/null 3<&- &
        child=$!
        { read -r _ <&3; kill -9 "$child"; } >/dev/null 2>&1 &
        guard=$!
        exec 3<&-
        echo "$child"
        wait "$child" 2>/dev/null
        code=$?
        kill "$guard" 2>/dev/null
        exit "$code"
        """;

    private readonly Process shell;

    private GuardedProcess(Process shell, int id)
    {
        this.shell = shell;
        Id = id;
    }

    /// <summary>The child's process id.</summary>
    public int Id { get; }

    public bool Running => !shell.HasExited;

    /// <param name="log">Where the child's output is appended.</param>
    public static async Task<GuardedProcess> StartAsync(
        string log, string folder, IEnumerable<string> command, CancellationToken ct = default)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", Guard, "guard", log, .. command])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = folder,
        };
        var shell = Process.Start(start)!;
        var id = await shell.StandardOutput.ReadLineAsync(ct);
        return new(shell, int.Parse(id!, CultureInfo.InvariantCulture));
    }

    /// <summary>Sends SIGTERM and waits for the end.</summary>
    public async Task StopAsync(TimeSpan deadline)
    {
        Signal.Send(Id, Signal.Terminate);
        await shell.WaitForExitAsync().WaitAsync(deadline);
    }

    /// <summary>Sends SIGKILL and waits for the end.</summary>
    public async Task KillAsync()
    {
        if (Running)
        {
            Signal.Send(Id, Signal.Kill);
            await shell.WaitForExitAsync();
        }
    }

    /// <summary>Sends SIGSTOP and waits until every thread has stopped.</summary>
    public void Freeze()
    {
        Signal.Send(Id, Signal.Stop);
        SpinWait.SpinUntil(() => Directory.GetDirectories($"/proc/{Id}/task").All(IsStopped), TimeSpan.FromSeconds(10));
    }

    /// <summary>Sends SIGCONT.</summary>
    public void Thaw() => Signal.Send(Id, Signal.Continue);

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        shell.Dispose();
    }

    // The state is the first word after the name, which stands in parentheses and may hold anything.
    private static bool IsStopped(string thread)
    {
        var line = File.ReadAllText(Path.Combine(thread, "stat"));
        return line[(line.LastIndexOf(')') + 1)..].TrimStart().StartsWith('T');
    }
}
