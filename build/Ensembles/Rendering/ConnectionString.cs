using Ensembles.Inventories;
using ZooKeeper;

namespace Ensembles.Rendering;

/// <summary>What clients need to reach an ensemble (org.apache.zookeeper.client.ConnectStringParser).</summary>
public static class ConnectionString
{
    /// <summary>All servers of the inventory with the port that its clients use: the one with TLS where there is no plain one.</summary>
    /// <param name="chroot">The znode that is the client's root; <c>/</c>: none, and then it is left out.</param>
    /// <returns><c>zk1:2181,zk2:2181/kafka</c></returns>
    public static string Of(Inventory inventory, string chroot = "/") =>
        string.Join(',', inventory.Servers.Select(server => $"{new HostPort(server.Host, server.ClientPort)}"))
        + (chroot == "/" ? "" : chroot);
}
