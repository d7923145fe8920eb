using Remote;

namespace Unit.Releases;

/// <summary>This machine, where the longest script that is run dies before one of its lines.</summary>
internal sealed class InterruptedHost(int line) : IHost
{
    private readonly LocalHost host = new();

    public string Name => host.Name;

    /// <summary>Was there such a line?</summary>
    public bool Died { get; private set; }

    public Task<ScriptResult> RunAsync(Script script, CancellationToken cancellation = default)
    {
        var lines = script.Text.Split('\n').ToList();
        if (lines.Count < 6 || line >= lines.Count)
        {
            return host.RunAsync(script, cancellation);
        }

        Died = true;
        lines.Insert(line, "kill -9 $$");
        return host.RunAsync(script with { Text = string.Join('\n', lines) }, cancellation);
    }

    public Task WriteAsync(IReadOnlyCollection<HostFile> files, CancellationToken cancellation = default) =>
        host.WriteAsync(files, cancellation);

    public Task<IReadOnlyDictionary<string, byte[]>> ReadAsync(
        IReadOnlyCollection<string> paths, CancellationToken cancellation = default) =>
        host.ReadAsync(paths, cancellation);

    public Task SendAsync(
        string localPath, string hostPath, IProgress<long>? progress = null,
        CancellationToken cancellation = default) =>
        host.SendAsync(localPath, hostPath, progress, cancellation);

    public Task<Stream> ConnectAsync(string address, int port, CancellationToken cancellation = default) =>
        host.ConnectAsync(address, port, cancellation);

    public Task<IAsyncDisposable> LockAsync(string path, string holder, CancellationToken cancellation = default) =>
        host.LockAsync(path, holder, cancellation);

    public ValueTask DisposeAsync() => host.DisposeAsync();
}
