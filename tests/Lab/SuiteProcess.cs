using System.Diagnostics;

namespace Lab;

/// <summary>The suite as its users run it: a process of its own, with its arguments, output and exit code.</summary>
public sealed class SuiteProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly List<string> lines = [];
    private readonly List<string> answer = [];
    private readonly Task reading;

    private SuiteProcess(Process process)
    {
        this.process = process;
        Ended = process.WaitForExitAsync();
        reading = Task.WhenAll(ReadAsync(process.StandardOutput, answer), ReadAsync(process.StandardError, []));
    }

    public int Id => process.Id;

    /// <summary>Ends with the process.</summary>
    public Task Ended { get; }

    /// <summary>All that it has printed so far, both streams.</summary>
    public string Output
    {
        get
        {
            lock (lines)
            {
                return string.Join('\n', lines);
            }
        }
    }

    /// <summary>What it has printed so far for programs to read.</summary>
    public string StandardOutput
    {
        get
        {
            lock (lines)
            {
                return string.Join('\n', answer);
            }
        }
    }

    /// <summary>
    /// The suite that runs the tests, which the bootstrap has compiled to code of this machine: it starts in a third of
    /// the time. Without one, e.g. in an editor, the suite beside the tests.
    /// </summary>
    public static string Program { get; } = Environment.GetEnvironmentVariable("SUITE_PROGRAM") is { Length: > 0 } given
        ? given
        : Path.Combine(AppContext.BaseDirectory, "Suite.dll");

    /// <summary>The suite's program and its arguments, for whoever starts it in another way.</summary>
    public static IReadOnlyList<string> Command(params IEnumerable<string> arguments) =>
        ["dotnet", "exec", Program, .. arguments];

    public static SuiteProcess Start(params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", Command(arguments).Skip(1))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            Environment = { ["NO_COLOR"] = "1" },
        };
        return new(Process.Start(start)!);
    }

    /// <summary>Runs it to its end.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(params IEnumerable<string> arguments)
    {
        await using var suite = Start(arguments);
        return (await suite.EndAsync(), suite.Output);
    }

    /// <summary>Waits for its end; gives the exit code.</summary>
    /// <exception cref="TimeoutException">
    /// It goes on and on: longer than several of its gates may take, each with a deadline of 90 s. Tells its output.
    /// </exception>
    public async Task<int> EndAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(12));
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"The suite does not end:\n{Output}");
        }

        await reading;
        return process.ExitCode;
    }

    /// <summary>Ctrl-C.</summary>
    public void Interrupt() => Signal.Send(process.Id, Signal.Interrupt);

    /// <summary>The terminal is gone.</summary>
    public void Hangup() => Signal.Send(process.Id, Signal.Hangup);

    public void Kill() => Signal.Send(process.Id, Signal.Kill);

    /// <summary>SIGSTOP: it does nothing until <see cref="Thaw"/>.</summary>
    public void Freeze() => Signal.Send(process.Id, Signal.Stop);

    /// <summary>SIGCONT.</summary>
    public void Thaw() => Signal.Send(process.Id, Signal.Continue);

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            Kill();
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }

    private async Task ReadAsync(StreamReader reader, List<string> stream)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (lines)
            {
                lines.Add(line);
                stream.Add(line);
            }
        }
    }
}
