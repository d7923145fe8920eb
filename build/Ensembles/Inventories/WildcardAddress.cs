using System.Net;
using ZooKeeper.Configuration;

namespace Ensembles.Inventories;

/// <summary>
/// <c>0.0.0.0</c> as the host of a server: where it listens, and not where it is. In a list of its own a server may say
/// so of itself; a list that ZooKeeper keeps goes from the leader to all, and each takes that line for itself.
/// </summary>
internal static class WildcardAddress
{
    public static bool Is(string host) => IPAddress.TryParse(host, out var address) && Is(address);

    public static bool Is(IPAddress address) => address.Equals(IPAddress.IPv6Any)
        || (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).Equals(IPAddress.Any);

    /// <summary>Why such a line in a list that ZooKeeper keeps ends planning, and the way out.</summary>
    /// <param name="host">Where the server is; null where it is not known.</param>
    public static string Remedy(EnsembleConfiguration members, ServerLine line, string? host)
    {
        var named = (line with { Host = host ?? "HOST" }).ToString();
        const string Why = "ZooKeeper gives this list to every member, and each would look for that server on its own host, " +
            "so no target changes the ensemble before the list says where it is";

        // A leader that gets another address hands over; with no server to take over it serves no more, not even when it
        // is started again.
        return members.Servers.Values.Count(server => server.Role == Role.Participant) > 1
            ? $"{Why}: call reconfig -add \"{named}\" in zkCli.sh, as the superuser unless skipACL=yes (one that leads " +
                "hands over to another and closes the connection)"
            : $"{Why}: stop {(members.Servers.Count > 1 ? "all its servers" : "the server")}, write {named} in place of that " +
                $"line into the file that dynamicConfigFile in {(members.Servers.Count > 1 ? "each" : "its")} zoo.cfg names, " +
                "and start again. Never by reconfig: with one participant it ends the service";
    }
}
