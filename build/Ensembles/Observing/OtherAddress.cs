using System.Net;
using Ensembles.HostAccess;
using Ensembles.Inventories;
using Ensembles.Membership;
using Ensembles.Observing.Processes;
using ZooKeeper.Status;

namespace Ensembles.Observing;

/// <summary>
/// Tells a server that is asked at an address where it does not listen from one that hangs: the first one serves, and a
/// restart would end it for nothing. Pure.
/// </summary>
internal static class OtherAddress
{
    /// <returns>Null where it answers, or listens where it is asked, or where that cannot be told.</returns>
    public static UnmodelledLine? Of(Server server, RunningServer? process, ServerStatus? status)
    {
        var places = (process?.Listening ?? []).Where(place => place.Port == server.ClientPort)
            .Select(place => place.Address).ToList();
        if (status is null && process?.ListensElsewhere(server.ClientPort) == true)
        {
            return new(
                $"its process {process.Identity.Pid} listens on the ports " +
                $"{string.Join(", ", process.ListeningPorts.Distinct().Order())}, and not on its client port {server.ClientPort}",
                "It may serve well, so it is not restarted: its configuration file was changed after its start. Write the " +
                "client port that it listens on into that file and into the inventory again");
        }

        return status is not null || places.Count == 0 || places.Any(place => IsAsked(server, place)) ? null
            : new(
                $"its process {process!.Identity.Pid} listens on {string.Join(", ", places.Select(place =>
                    new IPEndPoint(place, server.ClientPort)))} alone, and {Fleet.ClientAddress(server)} is asked",
                $"It may serve well, so it is not restarted: write clientAddress: {places[0]} for this server, or " +
                "correct its host");
    }

    private static bool IsAsked(Server server, IPAddress place)
    {
        string asked = server.OwnClientAddress ?? server.Host;
        return WildcardAddress.Is(place)
            || (IPAddress.TryParse(asked, out var address) ? address.Equals(place)

                // Another name has its meaning on its own host.
                : asked != "localhost" || place.Equals(IPAddress.Loopback) || place.Equals(IPAddress.IPv6Loopback));
    }
}
