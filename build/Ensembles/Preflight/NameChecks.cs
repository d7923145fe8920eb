using System.Collections.Immutable;
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
        var meanings = new List<(HostProbe Probe, ImmutableArray<string> Addresses)>();
        foreach (var probe in scope.Probes)
        {
            var addresses = probe.Names.GetValueOrDefault(server.Host, []);
            if (addresses.IsEmpty)
            {
                yield return Error(HostCodes.NameUnresolved, probe, server, $"the name {server.Host} does not resolve",
                    "put it into the DNS or into /etc/hosts, on every host alike");
            }
            else if (scope.Spread && IsLoopback(Taken(addresses)))
            {
                var (own, taken) = (probe.Servers.Contains(server), Taken(addresses));
                var what = $"the name {server.Host} is {taken}, this host alone";
                yield return !own ? Error(HostCodes.NameIsLoopback, probe, server, what, "correct /etc/hosts")
                    : Everywhere(scope) ? Warning(HostCodes.NameIsLoopback, probe, server,
                        $"{what}: the server listens on every address by quorumListenOnAllIPs, and only so do others reach it",
                        $"remove the line of {taken} from /etc/hosts")
                    : Error(HostCodes.NameIsLoopback,
                        probe, server, $"{what}: the server would listen where no other one reaches it",
                        $"remove the line of {taken} from /etc/hosts, or write the address under servers[].host");
            }
            else
            {
                meanings.Add((probe, addresses));
            }
        }

        foreach (var finding in Differences(server, meanings, scope))
        {
            yield return finding;
        }
    }

    /// <summary>
    /// A server listens on the first address that its own host has for its name, and the others connect to the first one
    /// that they have: further addresses are harmless.
    /// </summary>
    private static IEnumerable<Finding> Differences(
        Server server, List<(HostProbe Probe, ImmutableArray<string> Addresses)> meanings, PreflightScope scope)
    {
        var groups = meanings.GroupBy(meaning => Text(meaning.Addresses)).OrderByDescending(group => group.Count()).ToList();
        if (groups.Count < 2)
        {
            yield break;
        }

        var (at, own) = meanings.FirstOrDefault(
            meaning => meaning.Probe.Servers.Contains(server), groups[0].First());
        foreach (var (probe, addresses) in meanings.Where(meaning => Text(meaning.Addresses) != Text(own)))
        {
            var what = $"the name {server.Host} is {Text(addresses)}; on {at.Host} it is {Text(own)}";
            var reached = Everywhere(scope) ? own.Contains(Taken(addresses)) : Taken(addresses) == Taken(own);
            yield return reached
                ? Warning(HostCodes.NameDiffers, probe, server, $"{what}, and {Taken(addresses)} is where the server listens",
                    "make DNS and /etc/hosts agree on all hosts")
                : Error(HostCodes.NameDiffers, probe, server,
                    $"{what}: it would connect to {Taken(addresses)}, and the server listens on {Taken(own)}",
                    "make DNS and /etc/hosts agree on all hosts");
        }
    }

    /// <summary>Java takes the first address of IPv4, else the first one.</summary>
    private static string Taken(ImmutableArray<string> addresses) =>
        addresses.FirstOrDefault(address => !address.Contains(':', StringComparison.Ordinal), addresses[0]);

    private static string Text(ImmutableArray<string> addresses) =>
        string.Join(" ", addresses.Order(StringComparer.Ordinal));

    private static bool Everywhere(PreflightScope scope) =>
        scope.Inventory.Settings.Values.GetValueOrDefault("quorumListenOnAllIPs") == "true";

    private static bool IsLoopback(string address) => IPAddress.IsLoopback(IPAddress.Parse(address));
}
