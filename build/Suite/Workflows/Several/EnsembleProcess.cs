using System.Diagnostics;
using System.Globalization;
using Suite.Arguments;
using Suite.Runs;

namespace Suite.Workflows.Several;

/// <summary>This very program once more, for one ensemble: what a run holds in its process, secrets too, is of it alone.</summary>
internal static class EnsembleProcess
{
    /// <summary>Runs it to its end.</summary>
    /// <param name="isBesideOthers">
    /// Its lines go out whole with the inventory's name before each, and it reads no terminal. Otherwise it has the streams
    /// of this process.
    /// </param>
    /// <returns>Its exit code.</returns>
    public static async Task<int> RunAsync(GivenArguments given, string inventory, bool isBesideOthers, PassedSignals signals)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [.. Line(given, inventory)])
        {
            RedirectStandardInput = isBesideOthers,
            RedirectStandardOutput = isBesideOthers,
            RedirectStandardError = isBesideOthers,
        };
        start.Environment[Interruption.WorksFor] = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        if (isBesideOthers)
        {
            start.Environment.Remove("GITHUB_ACTIONS"); // Groups of lines that fold cannot lie within each other.
        }

        using var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, received) => Pass(Console.Out, received.Data);
        process.ErrorDataReceived += (_, received) => Pass(Console.Error, received.Data);
        process.Start();
        using var passing = signals.To(process.Id);
        if (isBesideOthers)
        {
            process.StandardInput.Close();
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
        }

        await process.WaitForExitAsync();
        return process.ExitCode;

        void Pass(TextWriter writer, string? line)
        {
            if (line is not null)
            {
                writer.WriteLine($"{inventory} | {line}");
            }
        }
    }

    private static IEnumerable<string> Line(GivenArguments given, string inventory) =>
    [
        "exec", typeof(EnsembleProcess).Assembly.Location,
        .. ArgumentList.All.Where(argument => argument.Name != ArgumentList.Inventory.Name && argument.Name != ArgumentList.SideBySide.Name)
            .SelectMany(argument => given.Texts(argument).Select(value => $"--{argument.Name}={value}")),
        $"--{ArgumentList.Inventory.Name}={inventory}",
        .. given.Foreign,
    ];
}
