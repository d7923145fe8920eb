using System.Net;
using Ensembles.Findings;
using Ensembles.Inventories;
using Ensembles.Inventories.Metrics;
using ZooKeeper;
using static Ensembles.Preflight.PreflightScope;

namespace Ensembles.Preflight;

/// <summary>Each port of a server is free, or held by the server itself.</summary>
internal static class PortChecks
{
    public static IEnumerable<Finding> Of(HostProbe probe, PreflightScope scope) =>
        from server in probe.Servers
        from port in Ports(server, scope.Inventory)
        from listener in probe.Listeners
        where listener.Port == port.Number && Collide(listener, port.Address, probe) && !IsOwn(listener, server, probe)
        group listener by (server, port.Name, port.Number) into taken
        select Error(HostCodes.PortTaken, probe, taken.Key.server,
            $"{taken.Key.Name} port {taken.Key.Number} is held by {Holder(taken.First(), probe)}",
            (IsZooKeeper(taken.First(), probe) ? "it serves another ensemble: " : "stop it, or ") +
            $"write another port under servers[].ports.{taken.Key.Name}");

    /// <summary>What a server listens on; an address of null is every address.</summary>
    private static IEnumerable<(string Name, int Number, string? Address)> Ports(Server server, Inventory inventory)
    {
        var everywhere = inventory.Settings.Values.GetValueOrDefault("quorumListenOnAllIPs") == "true";
        yield return ("client", server.Ports.Client, server.ClientAddress);
        yield return ("quorum", server.Ports.Quorum, everywhere ? null : server.Host);
        yield return ("election", server.Ports.Election, everywhere ? null : server.Host);
        if (inventory.Metrics is not null)
        {
            yield return ("metrics", server.Ports.Metrics, MetricsSettings.Address(inventory, server));
        }

        if (server.Ports.Admin > 0 && inventory.Release.Version.HasAdminServer)
        {
            yield return ("admin", server.Ports.Admin, $"{IPAddress.Loopback}");
        }
    }

    private static bool Collide(ProbedListener listener, string? address, HostProbe probe)
    {
        var addresses = address is null ? []
            : IPAddress.TryParse(address, out var literal) ? [literal]
            : probe.Names.GetValueOrDefault(address, []).Select(IPAddress.Parse).ToList();
        return listener.Everywhere || addresses.Count == 0 || addresses.Any(own =>
            WildcardAddress.Is(own) || own.Equals(listener.Address));
    }

    /// <summary>Where the account may not see who holds a port, a running server is believed to hold its own.</summary>
    private static bool IsOwn(ProbedListener listener, Server server, HostProbe probe) =>
        probe.Pids.TryGetValue(server.Id, out var pid) && (listener.Pid is null || listener.Pid == pid);

    private static bool IsZooKeeper(ProbedListener listener, HostProbe probe) =>
        probe.Foreign.Any(other => other.Pid == listener.Pid);

    private static string Holder(ProbedListener listener, HostProbe probe) => listener.Pid is { } pid
        ? probe.Pids.Where(own => own.Value == pid).Select(own => $"server {own.Key} of this ensemble")
            .FirstOrDefault(IsZooKeeper(listener, probe)
                ? $"another ZooKeeper (process {pid})" : $"{listener.Program} (process {pid})")
        : $"a process that {probe.Account} may not see";
}
