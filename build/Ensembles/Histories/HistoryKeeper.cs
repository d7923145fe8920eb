using System.Text;
using Ensembles.HostAccess;
using Ensembles.Inventories;
using Remote;
using ZooKeeper.Client;
using ZooKeeper.Status;

namespace Ensembles.Histories;

/// <summary>Notes what an ensemble's tree is, beside the data of each server that holds it.</summary>
/// <param name="fileOf">Where a server's note lies.</param>
public sealed class HistoryKeeper(Fleet fleet, Func<Server, string> fileOf, TimeProvider clock)
{
    private const UnixFileMode Readable =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Reads the oldest znodes through one server and writes them beside the data of all that hold the tree.
    /// </summary>
    /// <param name="leader">The one that leads, or is alone.</param>
    /// <param name="zxid">Where it stands.</param>
    /// <param name="holders">Servers with data, that serve.</param>
    /// <param name="history">The name of the history as it was noted before; null: it gets one.</param>
    /// <returns>Null where the leader takes no session: nothing is noted then.</returns>
    /// <exception cref="HostException">A host failed.</exception>
    public async Task<HistoryRecord?> NoteAsync(
        Server leader, Zxid zxid, long znodes, IEnumerable<Server> holders, string? history,
        CancellationToken cancellation)
    {
        if (await SampleAsync(leader, cancellation) is not { } sample)
        {
            return null;
        }

        var record = new HistoryRecord
        {
            History = history ?? $"{Guid.NewGuid():N}",
            Seen = clock.GetUtcNow(),
            Zxid = zxid,
            Znodes = znodes,
            Sample = sample,
        };
        var text = Encoding.UTF8.GetBytes($"{record}");
        await Task.WhenAll(holders.Select(server =>
            fleet[server].WriteAsync([new HostFile(fileOf(server), text, Readable)], cancellation)));
        return record;
    }

    /// <summary>The oldest znodes of a server's tree; null where it takes no session.</summary>
    public async Task<TreeSample?> SampleAsync(Server server, CancellationToken cancellation)
    {
        try
        {
            await using var client = await ConnectAsync(server, cancellation);
            return await TreeSample.TakeAsync(client, cancellation);
        }
        catch (ZooKeeperException)
        {
            return null;
        }
    }

    /// <summary>How many znodes of a sample are in a server's tree; null where it takes no session.</summary>
    public async Task<int?> FindAsync(Server server, TreeSample sample, CancellationToken cancellation)
    {
        try
        {
            await using var client = await ConnectAsync(server, cancellation);
            return await sample.FoundInAsync(client, cancellation);
        }
        catch (ZooKeeperException)
        {
            return null;
        }
    }

    private Task<ZooKeeperClient> ConnectAsync(Server server, CancellationToken cancellation) =>
        ZooKeeperClient.ConnectAsync(
            new()
            {
                Servers = [Fleet.ClientAddress(server)],
                EstablishTimeout = Patience,
                CloseTimeout = TimeSpan.FromSeconds(1),
                Connector = fleet.Connector, Login = fleet.Login,
                Credentials = fleet.Inventory.Superuser is { } superuser ? [new("super", superuser.Password)] : [],
            },
            cancellation);
}
