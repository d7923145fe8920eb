using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Suite.Testing;

/// <summary>A program run to its end, its output read line by line.</summary>
internal static class ChildProcess
{
    /// <summary>
    /// Runs the program. A signal that ends the suite ends it and all that it has started, too.
    /// </summary>
    /// <param name="line">Gets each line of standard output and standard error, one at a time.</param>
    /// <returns>The program's exit code.</returns>
    /// <exception cref="System.ComponentModel.Win32Exception">The program could not be started.</exception>
    public static async Task<int> RunAsync(
        string program, IEnumerable<string> arguments, string directory, Action<string> line)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                // The words of the output are taken apart.
                ["DOTNET_CLI_UI_LANGUAGE"] = "en",
                ["DOTNET_NOLOGO"] = "1",
                // Tests that start the suite start this one, which need not be compiled anew at each start.
                ["SUITE_PROGRAM"] = Path.Combine(AppContext.BaseDirectory, "Suite.dll"),
            },
        };
        using var process = new Process { StartInfo = start };
        var gate = new Lock();
        process.OutputDataReceived += (_, received) => Pass(received.Data);
        process.ErrorDataReceived += (_, received) => Pass(received.Data);
        process.Start();
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => Kill());
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => Kill());
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await process.WaitForExitAsync();
        return process.ExitCode;

        void Kill() => process.Kill(entireProcessTree: true);

        void Pass(string? text)
        {
            if (text is not null)
            {
                lock (gate)
                {
                    line(text);
                }
            }
        }
    }
}
