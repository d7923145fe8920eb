using Remote;

namespace Unit.Rollouts;

/// <summary>
/// Lacks every release and takes what it is sent. Each upload lasts until as many as expected are under way.
/// </summary>
internal sealed class ReceivingHost(string name, Uplink uplink) : IHost
{
    private const int Missing = 3;

    private bool received;

    public string Name => name;

    public Task<ScriptResult> RunAsync(Script script, CancellationToken cancellation = default) =>
        Task.FromResult(new ScriptResult(name, received ? 0 : Missing, "", ""));

    public async Task SendAsync(
        string localPath, string hostPath, IProgress<long>? progress = null, CancellationToken cancellation = default)
    {
        await uplink.UseAsync();
        received = true;
    }

    public Task WriteAsync(IReadOnlyCollection<HostFile> files, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public Task<IReadOnlyDictionary<string, byte[]>> ReadAsync(
        IReadOnlyCollection<string> paths, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public Task<Stream> ConnectAsync(string address, int port, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public Task<IAsyncDisposable> LockAsync(
        string path, string holder, IReadOnlyCollection<string>? folders = null, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>Counts how many use it at once; the first ones wait until all that are expected do.</summary>
internal sealed class Uplink(int expected)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Lock guard = new();
    private readonly TaskCompletionSource all = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int present;

    public int Most { get; private set; }

    public async Task UseAsync()
    {
        lock (guard)
        {
            Most = Math.Max(Most, ++present);
            if (present == expected)
            {
                all.TrySetResult();
            }
        }

        await all.Task.WaitAsync(Patience);
        lock (guard)
        {
            present--;
        }
    }
}
