using System.Diagnostics;
using Lab;

namespace Integration.Ci;

/// <summary>A program of this machine, run to its end.</summary>
internal static class Program
{
    /// <param name="environment">Added to this process's own; null takes a variable away.</param>
    /// <returns>Exit code and both streams, the errors behind.</returns>
    public static Task<(int ExitCode, string Output)> RunAsync(
        IReadOnlyDictionary<string, string?>? environment, string program, params IEnumerable<string> arguments) =>
        RunAsync(ProjectFolders.Root, TimeSpan.FromMinutes(4), environment, program, arguments);

    /// <param name="folder">Where it works.</param>
    /// <param name="deadline">After which it is ended.</param>
    /// <inheritdoc cref="RunAsync(IReadOnlyDictionary{string, string}?, string, IEnumerable{string})"/>
    public static async Task<(int ExitCode, string Output)> RunAsync(
        string folder, TimeSpan deadline, IReadOnlyDictionary<string, string?>? environment, string program,
        IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(deadline);
        try
        {
            var (output, errors) =
                (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, await output + await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <returns>What it printed; it must succeed.</returns>
    public static async Task<string> OutputAsync(string program, params IEnumerable<string> arguments)
    {
        var (exitCode, output) = await RunAsync(null, program, arguments);
        Assert.That(exitCode, Is.Zero, $"{program}: {output}");
        return output;
    }
}
