using System.Net.Sockets;

namespace Remote;

/// <summary>This machine.</summary>
public sealed class LocalHost : IHost
{
    public string Name => "localhost";

    /// <inheritdoc/>
    /// <remarks>
    /// Neither the script nor what it starts gets the terminal's SIGINT: it is ignored, and children inherit that.
    /// SIGTERM and SIGHUP are left as they are, for a JVM that is started with SIGTERM ignored cannot be stopped.
    /// </remarks>
    public Task<ScriptResult> RunAsync(Script script, CancellationToken cancellation = default) =>
        LocalScript.RunAsync(Name, script, cancellation);

    public async Task WriteAsync(IReadOnlyCollection<HostFile> files, CancellationToken cancellation = default)
    {
        foreach (var file in files)
        {
            await AttemptAsync($"write {file.Path}", () => OwnedFile.IsNeeded(file.Path)
                ? OwnedFile.WriteAsync(Name, file, cancellation) : LocalFile.WriteAsync(file, cancellation));
        }
    }

    public async Task<IReadOnlyDictionary<string, byte[]>> ReadAsync(
        IReadOnlyCollection<string> paths, CancellationToken cancellation = default)
    {
        var contents = new Dictionary<string, byte[]>();
        foreach (var path in paths)
        {
            await AttemptAsync($"read {path}", async () =>
            {
                if (File.Exists(path))
                {
                    contents[path] = await File.ReadAllBytesAsync(path, cancellation);
                }
            });
        }

        return contents;
    }

    public Task SendAsync(
        string localPath, string hostPath, IProgress<long>? progress = null,
        CancellationToken cancellation = default) =>
        AttemptAsync($"copy {localPath} to {hostPath}",
            () => LocalFile.CopyAsync(localPath, hostPath, progress, cancellation));

    public async Task<Stream> ConnectAsync(string address, int port, CancellationToken cancellation = default)
    {
        var client = new TcpClient { NoDelay = true };
        try
        {
            await client.ConnectAsync(address, port, cancellation);
            return client.GetStream();
        }
        catch (Exception e)
        {
            client.Dispose();
            if (e is SocketException)
            {
                throw new HostException($"{Name} cannot connect to {address} port {port}: {e.Message}", e);
            }

            throw;
        }
    }

    public async Task<IAsyncDisposable> LockAsync(
        string path, string holder, IReadOnlyCollection<string>? folders = null, CancellationToken cancellation = default)
    {
        FileLock? taken = null;
        await AttemptAsync($"lock {path}", () =>
        {
            cancellation.ThrowIfCancellationRequested();
            LocalFile.MakeFolder(Path.GetDirectoryName(path)!);
            taken = FileLock.TryTake(path, holder);
            return Task.CompletedTask;
        });
        if (taken is null)
        {
            throw new HostLockedException(Name, path, FileLock.Holder(path));
        }

        try
        {
            return new Held(taken, FolderLock.Take(Name, folders ?? []));
        }
        catch
        {
            taken.Dispose();
            throw;
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private sealed record Held(FileLock File, FolderLock Folders) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            Folders.Dispose();
            return File.DisposeAsync();
        }
    }

    private async Task AttemptAsync(string what, Func<Task> attempt)
    {
        try
        {
            await attempt();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HostException($"{Name} cannot {what}: {e.Message}", e);
        }
    }
}
