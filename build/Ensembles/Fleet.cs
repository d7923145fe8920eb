using Ensembles.Inventories;
using Remote;
using ZooKeeper;

namespace Ensembles;

/// <summary>The hosts of an inventory's servers, each connected once and shared by all that work on it.</summary>
public sealed class Fleet(Inventory inventory, Func<Server, IHost> connect) : IAsyncDisposable
{
    private readonly Dictionary<int, IHost> hosts =
        inventory.Servers.ToDictionary(server => server.Id, connect);

    public Inventory Inventory { get; } = inventory;

    public IHost this[Server server] => hosts[server.Id];

    public Server Server(int id) => Inventory.Servers.First(server => server.Id == id);

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
