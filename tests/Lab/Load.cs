using System.Collections.Concurrent;
using System.Text;
using ZooKeeper.Client;

namespace Lab;

/// <summary>
/// An application of somebody else on the ensemble: sessions that write all the while and remember what was
/// acknowledged. It knows nothing of the suite's own witness.
/// </summary>
public sealed class Load : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentDictionary<string, string> acknowledged = new();
    private readonly ConcurrentQueue<string> failures = new();
    private readonly List<ZooKeeperClient> clients = [];
    private Task writing = Task.CompletedTask;
    private string root = "/app";

    /// <summary>What failed, a line each: error and path.</summary>
    public IReadOnlyCollection<string> Failures => failures;

    public int Acknowledged => acknowledged.Count;

    /// <summary>Opens the sessions and starts to write, one write every 20 ms in each.</summary>
    /// <param name="ports">Client ports on this machine of all servers, also of those that do not run yet.</param>
    public static Task<Load> StartAsync(IEnumerable<int> ports, int sessions = 3) =>
        StartAsync(ports.Select(port => $"127.0.0.1:{port}"), sessions);

    /// <param name="addresses">Client addresses of all servers, also of those that do not run yet.</param>
    public static async Task<Load> StartAsync(IEnumerable<string> addresses, int sessions = 3)
        => await StartAsync(new ZooKeeperOptions { Servers = [.. addresses.Select(Address.Of)] }, sessions);

    /// <param name="options">Of sessions that speak TLS, or log in.</param>
    /// <param name="root">The znode that it makes and writes below.</param>
    public static async Task<Load> StartAsync(ZooKeeperOptions options, int sessions = 3, string root = "/app")
    {
        var load = new Load { root = root };
        for (var session = 0; session < sessions; session++)
        {
            load.clients.Add(await ZooKeeperClient.ConnectAsync(options));
        }

        await load.clients[0].CreateAsync(root);
        load.writing = Task.WhenAll(load.clients.Select((client, index) => load.WriteAsync(client, index)));
        return load;
    }

    /// <summary>Ends the writing.</summary>
    public async Task StopAsync()
    {
        await stop.CancelAsync();
        await writing;
    }

    /// <summary>Acknowledged writes that a server does not have, or has otherwise.</summary>
    public Task<IReadOnlyList<string>> MissingAsync(int port) => MissingAsync($"127.0.0.1:{port}");

    /// <inheritdoc cref="MissingAsync(int)"/>
    public async Task<IReadOnlyList<string>> MissingAsync(string address)
        => await MissingAsync(new ZooKeeperOptions { Servers = [Address.Of(address)] });

    /// <inheritdoc cref="MissingAsync(int)"/>
    public async Task<IReadOnlyList<string>> MissingAsync(ZooKeeperOptions options)
    {
        var writes = acknowledged.ToArray(); // Before the sync: more may come meanwhile.
        await using var client = await ZooKeeperClient.ConnectAsync(options);
        await client.SyncAsync(root);
        var missing = new List<string>();
        foreach (var batch in writes.Chunk(200))
        {
            var found = await Task.WhenAll(batch.Select(write => HasAsync(client, write)));
            missing.AddRange(batch.Zip(found).Where(pair => !pair.Second).Select(pair => pair.First.Key));
        }

        return missing;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        foreach (var client in clients)
        {
            await client.DisposeAsync();
        }

        stop.Dispose();
    }

    private static async Task<bool> HasAsync(ZooKeeperClient client, KeyValuePair<string, string> write)
    {
        try
        {
            return (await client.GetDataAsync(write.Key)).Text == write.Value;
        }
        catch (NoNodeException)
        {
            return false;
        }
    }

    private async Task WriteAsync(ZooKeeperClient client, int session)
    {
        for (var number = 0; !stop.IsCancellationRequested; number++)
        {
            var (path, value) = ($"{root}/{session}-{number}", Guid.NewGuid().ToString());
            try
            {
                await client.CreateAsync(path, Encoding.UTF8.GetBytes(value), cancellationToken: stop.Token);
                acknowledged[path] = value;
                await Task.Delay(20, stop.Token);
            }
            catch (OperationCanceledException)
            {
                // The end, or the outcome of the last write is not known: it does not count.
            }
            catch (ZooKeeperException failure)
            {
                failures.Enqueue($"{failure.GetType().Name} {path}");
            }
        }
    }
}
