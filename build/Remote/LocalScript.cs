using System.Diagnostics;
using System.Text;

namespace Remote;

/// <summary>
/// Runs scripts of this machine. Their output goes to files, not to pipes of ours: a script that we no longer wait for
/// does not die of SIGPIPE at its next word, and a daemon that it leaves behind does not keep us waiting. Their input is
/// a file too, as on other hosts: complete before the script starts, and read in parts of any size.
/// </summary>
internal static class LocalScript
{
    // On the script's first line, so that the shell's messages name the script's own line numbers.
    private const string Preamble = """trap '' INT; exec <"$1/input" >"$1/output" 2>"$1/error"; shift; """;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public static async Task<ScriptResult> RunAsync(string host, Script script, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var folder = MakeFolder(host);
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "input"), script.Input, Utf8, cancellation);
            using var process = Start(host, script, folder);
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            deadline.CancelAfter(script.Deadline);
            await process.WaitForExitAsync(deadline.Token);
            return new(host, process.ExitCode, Read("output"), Read("error"));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new HostException(
                $"A script on {host} still ran after {script.Deadline.TotalSeconds:0.#} s and was left running " +
                $"(its words so far: \"{Read("output").Trim()}\" \"{Read("error").Trim()}\"): see what holds it up.");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        string Read(string name) =>
            File.Exists(Path.Combine(folder, name))
                ? Utf8.GetString(File.ReadAllBytes(Path.Combine(folder, name)))
                : "";
    }

    private static string MakeFolder(string host)
    {
        try
        {
            return Directory.CreateTempSubdirectory("script-").FullName;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HostException(
                $"{host} has no place for temporary files ({e.Message}): {Path.GetTempPath()} must be a folder that "
                + "this account may write to; TMPDIR names another.", e);
        }
    }

    private static Process Start(string host, Script script, string folder)
    {
        string[] arguments = ["-c", Preamble + script.Text, "sh", folder, .. script.Arguments];
        if (arguments.FirstOrDefault(argument => argument.Contains('\0')) is { } impossible)
        {
            throw new ArgumentException($"A script's argument cannot hold a NUL: {impossible}", nameof(script));
        }

        try
        {
            return Process.Start(new ProcessStartInfo("/bin/sh", arguments) { WorkingDirectory = "/" })!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new HostException($"{host} cannot start /bin/sh: {e.Message}", e);
        }
    }
}
