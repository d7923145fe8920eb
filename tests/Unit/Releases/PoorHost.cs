using Remote;

namespace Unit.Releases;

/// <summary>This machine, with few programs: of those that fetch, one or none.</summary>
internal sealed class PoorHost : IHost
{
    private static readonly string[] Programs =
    [
        "sh", "cat", "cut", "sed", "tar", "gzip", "sha512sum", "mkdir", "mv", "rm", "ls", "ln", "sync", "readlink",
    ];

    private readonly LocalHost host = new();
    private readonly string path;

    public PoorHost(string folder, string? program)
    {
        path = Path.Combine(folder, $"programs-{program}");
        Directory.CreateDirectory(path);
        var places = Environment.GetEnvironmentVariable("PATH")!.Split(':');
        foreach (var name in program is null ? Programs : [.. Programs, program])
        {
            var place = places.Select(each => Path.Combine(each, name)).First(File.Exists);
            File.CreateSymbolicLink(Path.Combine(path, name), place);
        }
    }

    public string Name => host.Name;

    public Task<ScriptResult> RunAsync(Script script, CancellationToken cancellation = default) =>
        host.RunAsync(script with { Text = $"PATH='{path}'\n{script.Text}" }, cancellation);

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
