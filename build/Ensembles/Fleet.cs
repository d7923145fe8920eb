using System.Collections.Concurrent;
using System.Collections.Immutable;
using Ensembles.Inventories;
using Remote;
using ZooKeeper;

namespace Ensembles;

/// <summary>The hosts of an inventory's servers, each connected once and shared by all that work on it.</summary>
public sealed class Fleet(Inventory inventory, Func<Server, IHost> connect) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<(int, string), IHost> hosts = new(
        inventory.Servers.Select(server => KeyValuePair.Create((server.Id, server.Host), connect(server))));

    public Inventory Inventory { get; } = inventory;

    /// <summary>Also of a server that is to leave, at the place where it is.</summary>
    public IHost this[Server server] => hosts.GetOrAdd((server.Id, server.Host), _ =>
    {
        lock (hosts)
        {
            return connect(server);
        }
    });

    /// <summary>Servers outside of the inventory that a rollout has to do with until they have left.</summary>
    public ImmutableArray<Server> Leavers { get; set; } = [];

    /// <summary>A server of the inventory, or one that is to leave.</summary>
    public Server Server(int id) => Inventory.Servers.Concat(Leavers).First(server => server.Id == id);

    /// <summary>Where clients reach a server.</summary>
    public static HostPort ClientAddress(Server server) => new(server.Host, server.Ports.Client);

    public async ValueTask DisposeAsync()
    {
        foreach (var host in hosts.Values.Distinct())
        {
            await host.DisposeAsync();
        }
    }
}
