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
    // On the script's first line, so that the shell's messages name the script's own line numbers. Whatever the caller's
    // umask is, nothing that a script makes, or a server that it starts, is open to others' writing.
    private const string Preamble = """umask go-w; trap '' INT; exec <"$1/input" >"$1/output" 2>"$1/error"; shift; """;

    // ENOSPC and EDQUOT, as .NET reports them on Linux.
    private const int NoSpace = 28, NoQuota = 122;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <param name="temporary">Where there is room for what it says; null: this account's folder of temporary files.</param>
    public static async Task<ScriptResult> RunAsync(
        string host, Script script, CancellationToken cancellation, string? temporary = null)
    {
        cancellation.ThrowIfCancellationRequested();
        var place = temporary ?? Path.GetTempPath();
        var folder = MakeFolder(host, temporary);
        try
        {
            await WriteAsync(host, place, Path.Combine(folder, "input"), script.Input, cancellation);
            using var process = Start(host, script, folder);
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            deadline.CancelAfter(script.Deadline);
            await process.WaitForExitAsync(deadline.Token);

            // Where the disk is full, what the script said was lost without a word, and a server that runs would seem down.
            await WriteAsync(host, place, Path.Combine(folder, "room"), ".", CancellationToken.None);
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

    private static string MakeFolder(string host, string? temporary)
    {
        try
        {
            return temporary is null ? Directory.CreateTempSubdirectory("script-").FullName
                : Directory.CreateDirectory(Path.Combine(temporary, $"script-{Guid.NewGuid():N}")).FullName;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NoPlace(host, temporary ?? Path.GetTempPath(), e);
        }
    }

    private static async Task WriteAsync(string host, string place, string path, string text, CancellationToken cancellation)
    {
        try
        {
            await File.WriteAllTextAsync(path, text, Utf8, cancellation);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NoPlace(host, place, e);
        }
    }

    private static HostException NoPlace(string host, string place, Exception e) => new(
        $"{host} has no place for temporary files ({e.Message}): " + (e.HResult is NoSpace or NoQuota
            ? $"make room in {place}, or name another folder by the environment variable TMPDIR."
            : $"{place} must be a folder that this account may write to; the environment variable TMPDIR names another."), e);

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
