using ZooKeeper.Configuration;

namespace Ensembles.Inventories;

/// <summary>One server of the wanted ensemble: an id and its addresses.</summary>
public sealed record Server
{
    /// <summary>
    /// 1 to 254 (the id goes into the top byte of session ids: SessionTrackerImpl.initializeNextSessionId).
    /// </summary>
    public required int Id { get; init; }

    /// <summary>Name or address by which the servers and clients know it; IPv6 without brackets.</summary>
    public required string Host { get; init; }

    /// <summary>
    /// Address that the client port listens on; null: every address. A server whose <see cref="Host"/> is a loopback
    /// address listens on that only: several can then share a port, and nobody else reaches them.
    /// </summary>
    public string? ClientAddress { get; init; }

    public required ServerPorts Ports { get; init; }

    public required Role Role { get; init; }

    public required ServerPaths Paths { get; init; }

    /// <summary>The line that names this server in configurations.</summary>
    /// <param name="role">Another role than the wanted one, for a joiner's first configuration.</param>
    public ServerLine Line(Role? role = null) =>
        new(Id, Host, Ports.Quorum, Ports.Election, role ?? Role, ClientAddress, Ports.Client);

    public override string ToString() => $"server {Id} ({Host}:{Ports.Client})";
}
