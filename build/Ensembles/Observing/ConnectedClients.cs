using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Ensembles.HostAccess;
using Ensembles.Inventories;
using Ensembles.Inventories.Security;
using Remote;

namespace Ensembles.Observing;

/// <summary>
/// Who is connected to a server's client ports, as the kernel of its host tells: whatever the server's whitelist of
/// four-letter words is. Connections of this very process are left out; where client ports are reached through the
/// connection to the host, so is what comes from the host itself.
/// </summary>
public static class ConnectedClients
{
    /// <returns>Address and port of each connection, ordered.</returns>
    /// <exception cref="HostException">The host failed.</exception>
    public static async Task<ImmutableArray<IPEndPoint>> OfAsync(Fleet fleet, Server server, CancellationToken cancellation)
    {
        int[] ports = server.Clients switch
        {
            ClientTransport.Plain => [server.Ports.Client],
            ClientTransport.Tls => [server.Ports.Secure],
            _ => [server.Ports.Client, server.Ports.Secure],
        };
        var script = new Script(Scripts.Text("clients"))
        {
            Arguments = [.. ports.Select(port => port.ToString("X4", CultureInfo.InvariantCulture))],
        };
        var result = await fleet[server].RunAsync(script, cancellation);
        var own = OwnConnections.Now();
        return
        [
            .. result.OrThrow($"list the clients of server {server.Id}").Output
                .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(SocketLine.Parse)
                .Where(line => !own.Contains(line.Remote) && !(fleet.IsTunnelled && line.Remote.Address.Equals(line.Local.Address)))
                .Select(line => line.Remote).Distinct().OrderBy(one => one.ToString(), StringComparer.Ordinal),
        ];
    }
}
