using System.Diagnostics;

namespace Lab.Hosts;

/// <summary>A command of this machine, run to its end.</summary>
public static class Command
{
    /// <param name="input">Bytes of its standard input.</param>
    /// <param name="failing">A non-zero exit code is a result, not an exception.</param>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static async Task<(int ExitCode, byte[] Output, string Error)> RunAsync(
        IReadOnlyCollection<string> command, Stream? input = null, bool failing = false, CancellationToken ct = default)
    {
        using var process = Process.Start(new ProcessStartInfo(command.First(), command.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        using var output = new MemoryStream();
        var given = GiveAsync(process, input ?? Stream.Null, ct);
        var error = process.StandardError.ReadToEndAsync(ct);
        await Task.WhenAll(given, process.StandardOutput.BaseStream.CopyToAsync(output, ct), error);
        await process.WaitForExitAsync(ct);
        return process.ExitCode == 0 || failing
            ? (process.ExitCode, output.ToArray(), await error)
            : throw new InvalidOperationException(
                $"{string.Join(' ', command)} failed with exit code {process.ExitCode}: {await error}");
    }

    private static async Task GiveAsync(Process process, Stream input, CancellationToken ct)
    {
        try
        {
            await input.CopyToAsync(process.StandardInput.BaseStream, ct);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It need not read what it is given.
        }
    }
}
