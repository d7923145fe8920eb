using System.Net;
using Ensembles.Findings;
using Ensembles.Inventories;
using static Ensembles.Preflight.PreflightScope;

namespace Ensembles.Preflight;

/// <summary>The names of servers mean the same on every host.</summary>
internal static class NameChecks
{
    public static IEnumerable<Finding> Of(PreflightScope scope) =>
        scope.Inventory.Servers.DistinctBy(server => server.Host)
            .Where(server => !IPAddress.TryParse(server.Host, out _))
            .SelectMany(server => Name(server, scope));

    private static IEnumerable<Finding> Name(Server server, PreflightScope scope)
    {
        var meanings = new List<(HostProbe Probe, string Addresses)>();
        foreach (var probe in scope.Probes)
        {
            var addresses = probe.Names.GetValueOrDefault(server.Host, []);
            if (addresses.IsEmpty)
            {
                yield return Error(HostCodes.NameUnresolved, probe, server, $"the name {server.Host} does not resolve",
                    "put it into the DNS or into /etc/hosts, on every host alike");
            }
            else if (scope.Spread && addresses.FirstOrDefault(IsLoopback) is { } loopback)
            {
                var what = $"the name {server.Host} is {loopback}, this host alone";
                yield return probe.Servers.Contains(server)
                    ? Error(HostCodes.NameIsLoopback,
                        probe, server, $"{what}: the server would listen where no other one reaches it",
                        $"remove the line of {loopback} from /etc/hosts, or write the address under servers[].host")
                    : Error(HostCodes.NameIsLoopback, probe, server, what, "correct /etc/hosts");
            }
            else
            {
                meanings.Add((probe, string.Join(" ", addresses.Order(StringComparer.Ordinal))));
            }
        }

        var groups = meanings.GroupBy(meaning => meaning.Addresses).OrderByDescending(group => group.Count()).ToList();
        foreach (var (probe, addresses) in groups.Skip(1).SelectMany(group => group))
        {
            yield return Error(HostCodes.NameDiffers, probe, server,
                $"the name {server.Host} is {addresses}; on {groups[0].First().Probe.Host} it is {groups[0].Key}",
                "make DNS and /etc/hosts agree on all hosts");
        }
    }

    private static bool IsLoopback(string address) => IPAddress.IsLoopback(IPAddress.Parse(address));
}
