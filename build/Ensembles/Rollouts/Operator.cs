using System.Text;
using Ensembles.HostAccess;
using Ensembles.Inventories;
using ZooKeeper.Client;

namespace Ensembles.Rollouts;

/// <summary>
/// The rollout's own session with the ensemble: writes markers and reconfigures. It lives through the whole rollout as
/// any client's session does, and knows all servers, also those yet to come.
/// </summary>
public sealed class Operator(Fleet fleet) : IAsyncDisposable
{
    /// <summary>Parent of the markers; what is below it is removed at the end.</summary>
    public const string MarkerRoot = "/ensemble-marker";

    private static readonly TimeSpan SessionTimeout = TimeSpan.FromSeconds(30);
    private readonly SemaphoreSlim once = new(1, 1);
    private ZooKeeperClient? session;
    private int markers;

    public async Task<ZooKeeperClient> SessionAsync(CancellationToken cancellation)
    {
        await once.WaitAsync(cancellation);
        try
        {
            if (session is null or { State: SessionState.Expired or SessionState.Closed })
            {
                session = await ZooKeeperClient.ConnectAsync(
                    Options(fleet.Inventory.Servers.Concat(fleet.Leavers)), cancellation);
            }

            return session;
        }
        finally
        {
            once.Release();
        }
    }

    /// <summary>Writes a marker through the ensemble, trying again until it is acknowledged.</summary>
    /// <returns>Its path.</returns>
    /// <exception cref="GateException">The ensemble refuses it for good: trying again would not help.</exception>
    public async Task<Marker> MarkAsync(CancellationToken cancellation)
    {
        var value = $"{Interlocked.Increment(ref markers)} {Guid.NewGuid():N}";
        while (true)
        {
            try
            {
                var client = await SessionAsync(cancellation);
                if (await client.ExistsAsync(MarkerRoot, cancellationToken: cancellation) is null)
                {
                    await client.CreateAsync(MarkerRoot, cancellationToken: cancellation);
                }

                var stat = await client.SetDataAsync(
                    MarkerRoot, Encoding.UTF8.GetBytes(value), cancellationToken: cancellation);
                return new Marker(value, stat.Mzxid);
            }
            catch (ZooKeeperException failure) when (SessionAccess.Refusal(failure) is { } refusal)
            {
                throw new GateException(
                    $"The marker {MarkerRoot} cannot be written, so no step can be proved: {refusal}. " +
                    "The rollout has stopped here. Put that right, then run this again.");
            }
            catch (ZooKeeperException)
            {
                await Task.Delay(50, cancellation);
            }
        }
    }

    /// <summary>
    /// Why the ensemble does not let sessions of the suite do what a rollout needs; null where it does, or where no server
    /// answers. Nothing is changed.
    /// </summary>
    /// <param name="servers">Those that serve.</param>
    public Task<string?> RefusalAsync(IReadOnlyCollection<Server> servers, CancellationToken cancellation) =>
        servers.Count == 0
            ? Task.FromResult<string?>(null)
            : SessionAccess.RefusalAsync(Options(servers), cancellation);

    /// <summary>Reads the marker through one server, after a sync.</summary>
    public async Task<bool> ReadsAsync(Server server, Marker marker, CancellationToken cancellation)
    {
        await using var client = await ZooKeeperClient.ConnectAsync(Options([server]), cancellation);
        await client.SyncAsync(MarkerRoot, cancellation);
        var node = await client.GetDataAsync(MarkerRoot, cancellationToken: cancellation);
        return node.Text == marker.Value || node.Stat.Mzxid > marker.Zxid;
    }

    /// <summary>Removes the marker; a rollout that was killed leaves it for the next.</summary>
    public async Task CleanAsync(CancellationToken cancellation)
    {
        if (session is { State: SessionState.Connected })
        {
            try
            {
                await session.DeleteAsync(MarkerRoot, cancellationToken: cancellation);
            }
            catch (ZooKeeperException)
            {
                // Gone, or left for the next run: it holds nothing.
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (session is not null)
        {
            await session.DisposeAsync();
        }

        once.Dispose();
    }

    private ZooKeeperOptions Options(IEnumerable<Server> servers) => new()
    {
        Servers = [.. servers.Select(Fleet.ClientAddress)],
        SessionTimeout = SessionTimeout,
        Connector = fleet.Connector, Login = fleet.Login,
        Credentials = fleet.Inventory.Superuser is { } superuser ? [new("super", superuser.Password)] : [],
    };
}

/// <summary>What was written and the transaction that wrote it.</summary>
public sealed record Marker(string Value, long Zxid);
