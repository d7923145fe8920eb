using Ensembles.Inventories;

namespace Ensembles.Rendering;

/// <summary>The systemd unit of a server.</summary>
public static class ServiceUnit
{
    /// <summary><c>zookeeper-ENSEMBLE-ID.service</c>; empty where servers are no systemd services.</summary>
    public static string Name(Inventory inventory, Server server) =>
        inventory.Service == ServiceKind.Systemd ? $"zookeeper-{inventory.Ensemble}-{server.Id}.service" : "";

    /// <summary>Where units of the administrator's own lie (systemd.unit).</summary>
    public static string Path(Inventory inventory, Server server) => $"/etc/systemd/system/{Name(inventory, server)}";
}
