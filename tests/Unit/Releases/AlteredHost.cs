using Remote;

namespace Unit.Releases;

/// <summary>This machine, but for what becomes of scripts.</summary>
internal abstract class AlteredHost : IHost
{
    private readonly LocalHost host = new();

    public string Name => host.Name;

    /// <summary>What is run instead of a script's text.</summary>
    protected abstract string Alter(string text);

    public Task<ScriptResult> RunAsync(Script script, CancellationToken cancellation = default) =>
        host.RunAsync(script with { Text = Alter(script.Text) }, cancellation);

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

    public Task<IAsyncDisposable> LockAsync(
        string path, string holder, IReadOnlyCollection<string>? folders = null, CancellationToken cancellation = default) =>
        host.LockAsync(path, holder, folders, cancellation);

    public ValueTask DisposeAsync() => host.DisposeAsync();
}
