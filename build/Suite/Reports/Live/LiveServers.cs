using System.Collections.Immutable;
using Ensembles.HostAccess;
using Ensembles.Inventories;
using Ensembles.Observing;
using Suite.Terminals;
using ZooKeeper.Status;

namespace Suite.Reports.Live;

/// <summary>
/// What a live view shows of the servers: of those that are wanted, and of leavers until they have left.
/// </summary>
internal sealed class LiveServers(Fleet fleet, RoleWatch roles)
{
    /// <summary>As far as they are known; empty before the first look.</summary>
    public ImmutableArray<LiveServer> Rows
    {
        get
        {
            var latest = roles.Latest;
            return latest.IsEmpty ? [] :
            [
                .. fleet.Inventory.Servers.Select(server => Row(server, latest.GetValueOrDefault(server))),
                .. fleet.Leavers.Where(latest.ContainsKey).Select(server => Row(server, latest[server])),
            ];
        }
    }

    /// <summary>From here on the servers are asked. Repeated calls cost nothing.</summary>
    public void Look() => roles.Watch(fleet.Inventory.Servers);

    private static LiveServer Row(Server server, Said? said) => new(
        server.Id,
        Fleet.ClientAddress(server).ToString(),
        said?.Status is { } answer ? Wording.Role(answer.Mode) : "down",
        said?.Status is { Mode: not ServerMode.NotServing } serving ? serving.Zxid.ToString() : "",
        said?.Status?.Version?.ToString() ?? "",
        said?.HasAnswered ?? false);
}
