using Ensembles.Inventories;
using Remote;
using ZooKeeper;

namespace Ensembles;

/// <summary>The hosts of an inventory's servers, each connected once and shared by all that work on it.</summary>
public sealed class Fleet : IAsyncDisposable
{
    private readonly Dictionary<int, IHost> hosts;

    public Fleet(Inventory inventory, Func<Server, IHost> connect)
    {
        Inventory = inventory;
        hosts = inventory.Servers.ToDictionary(server => server.Id, connect);
        if (inventory.Connection is { Kind: ConnectionKind.Ssh, ClientPorts: not ClientPortAccess.Direct })
        {
            var ports = inventory.Servers.ToDictionary(ClientAddress, server => new ClientPort(
                server, hosts[server.Id], inventory.Connection.ClientPorts == ClientPortAccess.Tunnel));
            Connector = (address, cancellation) => ports[address].ConnectAsync(cancellation);
        }
    }

    public Inventory Inventory { get; }

    /// <summary>Opens connections to the servers' client ports, on the way that the inventory says; null: plain TCP.</summary>
    public Func<HostPort, CancellationToken, Task<Stream>>? Connector { get; }

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
