using Ensembles.Inventories;

namespace Ensembles.Rendering;

/// <summary>The systemd unit of a server.</summary>
public static class ServiceUnit
{
    /// <summary>
    /// The unit that keeps the server: <c>zookeeper-ENSEMBLE-ID.service</c>, or theirs; empty where none does.
    /// </summary>
    public static string Name(Inventory inventory, Server server) => server.Service switch
    {
        ServiceSpec.Systemd => $"zookeeper-{inventory.Ensemble}-{server.Id}.service",
        ServiceSpec.Unit unit => unit.Name,
        _ => "",
    };

    /// <summary>Where the unit of ours lies: units of the administrator's own do (systemd.unit).</summary>
    public static string Path(Inventory inventory, Server server) => $"/etc/systemd/system/{Name(inventory, server)}";
}
