namespace Remote;

/// <summary>
/// A machine on which files are kept, scripts run and servers live: this one (<c>LocalHost</c>) or one reached by SSH.
/// Every operation costs one round trip, is safe to repeat, and throws <see cref="HostException"/> when the host
/// (not the script) fails.
/// </summary>
public interface IHost : IAsyncDisposable
{
    /// <summary>What messages call this host, e.g. <c>localhost</c> or <c>deploy@10.0.0.11:22</c>.</summary>
    string Name { get; }

    /// <summary>Connects now, not with the first operation, which throws what this would.</summary>
    Task OpenAsync(CancellationToken cancellation = default) => Task.CompletedTask;

    /// <summary>
    /// Runs a POSIX <c>sh</c> script. A non-zero exit code is a result, not an exception. Once started the script is
    /// not torn down by Ctrl-C on this side: cancelling stops the waiting, so scripts must be safe to run again.
    /// </summary>
    Task<ScriptResult> RunAsync(Script script, CancellationToken cancellation = default);

    /// <summary>
    /// Writes small files: parent folders made, content to a temporary name beside the target, synced, then renamed,
    /// so that a reader sees the old content or the new and never a part.
    /// </summary>
    Task WriteAsync(IReadOnlyCollection<HostFile> files, CancellationToken cancellation = default);

    /// <summary>The contents of those of the files that exist, by path.</summary>
    Task<IReadOnlyDictionary<string, byte[]>> ReadAsync(
        IReadOnlyCollection<string> paths, CancellationToken cancellation = default);

    /// <summary>Copies a large local file to the host (temporary name, then rename); reports the bytes sent.</summary>
    Task SendAsync(
        string localPath, string hostPath, IProgress<long>? progress = null, CancellationToken cancellation = default);

    /// <summary>Opens a TCP connection to an address and port as the host sees them.</summary>
    Task<Stream> ConnectAsync(string address, int port, CancellationToken cancellation = default);

    /// <summary>
    /// Takes an exclusive advisory lock on a file, held by the kernel for as long as the returned object or this
    /// process lives. The file then names its holder.
    /// </summary>
    /// <param name="folders">
    /// Folders that are locked with it, where they exist; nothing is written in them. Null: none.
    /// </param>
    /// <exception cref="HostLockedException">
    /// Another run holds it, or one of the folders; the exception carries what the file says.
    /// </exception>
    Task<IAsyncDisposable> LockAsync(
        string path, string holder, IReadOnlyCollection<string>? folders = null, CancellationToken cancellation = default);
}
