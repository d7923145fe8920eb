using System.Text;

namespace Remote.Ssh;

/// <summary>
/// A machine reached by SSH. One connection carries everything at once; it is made anew when it broke. Scripts need
/// <c>/bin/sh</c> and the usual tools of a Linux host, whatever the account's login shell.
/// </summary>
/// <remarks>
/// Exceptions say what remains usable: <see cref="HostUnreachableException"/> nothing,
/// <see cref="ConnectionLostException"/> the host, any other <see cref="HostException"/> the connection too.
/// Cancelling ends the waiting, with the caller's token, and leaves on the host what was started there.
/// </remarks>
public sealed class SshHost : IHost
{
    private readonly SshConnection connection;
    private readonly RemoteShell shell;

    internal SshHost(SshConnection connection)
    {
        this.connection = connection;
        shell = new(connection);
    }

    /// <summary>The target's: <c>deploy@10.0.0.11:22</c>.</summary>
    public string Name => connection.Target.Name;

    /// <summary>What the host has cost so far.</summary>
    public SshTraffic Traffic => connection.Traffic;

    /// <summary>How fast commands there were; null before the first has ended.</summary>
    internal SshPace? Pace => connection.Pace;

    /// <summary>Round trips so far: channels opened.</summary>
    internal int RoundTrips => connection.Channels;

    internal int Connections => connection.Connections;

    /// <summary>How often the holder of a lock gives a sign of life, and how long the host waits for one.</summary>
    internal (TimeSpan Beat, TimeSpan Patience) LockLife { get; set; } =
        (TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(45));

    /// <summary>Connects at once.</summary>
    /// <exception cref="HostUnreachableException">The host, or one on the way, cannot be reached.</exception>
    /// <exception cref="HostKeyException">It is not known, or is another one than the one that is.</exception>
    /// <exception cref="HostAuthenticationException">It does not let us in.</exception>
    public static async Task<SshHost> ConnectAsync(SshTarget target, CancellationToken cancellation = default)
    {
        var host = At(target);
        try
        {
            await host.connection.ClientAsync(cancellation);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Connects with the first operation, which throws what connecting at once would.</summary>
    public static SshHost At(SshTarget target) => new(new SshConnection(target));

    public async Task OpenAsync(CancellationToken cancellation = default) => await connection.ClientAsync(cancellation);

    public Task<ScriptResult> RunAsync(Script script, CancellationToken cancellation = default) =>
        RemoteScript.RunAsync(
            shell, "run a script", script.Text, script.Arguments, Encoding.UTF8.GetBytes(script.Input),
            script.Deadline, cancellation);

    /// <inheritdoc/>
    /// <remarks>Root gives a file to the owner of the one that it replaces, else to the owner of its folder.</remarks>
    public Task WriteAsync(IReadOnlyCollection<HostFile> files, CancellationToken cancellation = default) =>
        files.Count == 0 ? Task.CompletedTask : RemoteFiles.WriteAsync(shell, files, cancellation);

    public async Task<IReadOnlyDictionary<string, byte[]>> ReadAsync(
        IReadOnlyCollection<string> paths, CancellationToken cancellation = default) =>
        paths.Count == 0 ? new Dictionary<string, byte[]>() : await RemoteFiles.ReadAsync(shell, paths, cancellation);

    public Task SendAsync(
        string localPath, string hostPath, IProgress<long>? progress = null,
        CancellationToken cancellation = default) =>
        RemoteFiles.SendAsync(shell, localPath, hostPath, progress, cancellation);

    /// <inheritdoc/>
    /// <remarks>
    /// The host connects while the stream is used already:
    /// that nothing listens shows as an <see cref="IOException"/> of the first read.
    /// </remarks>
    public async Task<Stream> ConnectAsync(string address, int port, CancellationToken cancellation = default) =>
        await SshTunnelStream.OpenAsync(connection, address, port, cancellation);

    /// <inheritdoc/>
    /// <remarks>
    /// When the connection breaks, so does the lock: until it is disposed of, operations on this host throw
    /// <see cref="LockLostException"/>. Needs <c>flock</c> and <c>timeout</c> on the host.
    /// </remarks>
    public async Task<IAsyncDisposable> LockAsync(
        string path, string holder, IReadOnlyCollection<string>? folders = null, CancellationToken cancellation = default) =>
        await SshLock.TakeAsync(shell, path, holder, folders ?? [], LockLife.Beat, LockLife.Patience, cancellation);

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
