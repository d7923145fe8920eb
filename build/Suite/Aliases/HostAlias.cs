using System.Text;
using Remote;

namespace Suite.Aliases;

/// <summary>
/// One host, in a target's hands. Whatever fails is a <see cref="HostException"/>, which ends the target with its
/// message; so does Ctrl-C. All of it is safe to repeat, and costs one round trip each.
/// </summary>
public sealed class HostAlias
{
    private const UnixFileMode Readable =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private readonly CancellationToken interruption;

    internal HostAlias(IHost host, CancellationToken interruption) => (Host, this.interruption) = (host, interruption);

    /// <summary>The host itself, for what is not here: exit codes, deadlines, many files at once, locks.</summary>
    public IHost Host { get; }

    /// <summary>Runs a POSIX <c>sh</c> script.</summary>
    /// <param name="script">Never made from values: those are arguments.</param>
    /// <param name="arguments">
    /// <c>"$1"</c>, <c>"$2"</c> … of the script; no character of them reaches a shell unquoted.
    /// </param>
    /// <returns>What it wrote to standard output, without the newline at its end.</returns>
    /// <exception cref="ScriptFailedException">Its exit code is not zero.</exception>
    public async Task<string> RunAsync(string script, params string[] arguments)
    {
        var result = await Host.RunAsync(Script.Of(script, arguments), interruption);
        return result.OrThrow("A script").Output.TrimEnd('\n');
    }

    /// <summary>The content of a small file (UTF-8); null where there is none.</summary>
    public async Task<string?> ReadAsync(string path) =>
        (await Host.ReadAsync([path], interruption)).TryGetValue(path, out var content)
            ? Encoding.UTF8.GetString(content)
            : null;

    /// <summary>Writes a small file (UTF-8), all of it or nothing; its folder is made.</summary>
    /// <param name="mode">Default: all may read it.</param>
    public Task WriteAsync(string path, string content, UnixFileMode mode = Readable) =>
        Host.WriteAsync([new HostFile(path, Encoding.UTF8.GetBytes(content), mode)], interruption);

    /// <summary>Sends a file of any size, with its mode, all of it or nothing; its folder is made.</summary>
    /// <param name="localPath">On this machine.</param>
    public Task SendAsync(string localPath, string path) =>
        Host.SendAsync(localPath, path, cancellation: interruption);

    /// <summary>A connection to a port as the host itself sees it, such as the AdminServer's on its loopback.</summary>
    /// <exception cref="IOException">From the first read: nothing listens there.</exception>
    public Task<Stream> TunnelAsync(int port, string address = "127.0.0.1") =>
        Host.ConnectAsync(address, port, interruption);
}
