using ZooKeeper.Configuration;

namespace Ensembles.Inventories;

/// <summary>One server of the wanted ensemble: an id and its addresses.</summary>
public sealed record Server
{
    /// <summary>1 to 254 (the id goes into the top byte of session ids: SessionTrackerImpl.initializeNextSessionId).</summary>
    public required int Id { get; init; }

    /// <summary>Name or address by which the servers and clients know it; IPv6 without brackets.</summary>
    public required string Host { get; init; }

    public required ServerPorts Ports { get; init; }

    public required Role Role { get; init; }

    public required ServerPaths Paths { get; init; }

    /// <summary>The line that names this server in configurations.</summary>
    /// <param name="role">Another role than the wanted one, for a joiner's first configuration.</param>
    public ServerLine Line(Role? role = null) =>
        new(Id, Host, Ports.Quorum, Ports.Election, role ?? Role, null, Ports.Client);

    public override string ToString() => $"server {Id} ({Host}:{Ports.Client})";
}

/// <summary>Ports of one server.</summary>
/// <param name="Client">Default 2181.</param>
/// <param name="Quorum">Default 2888. Listened on by the leader only.</param>
/// <param name="Election">Default 3888.</param>
/// <param name="Admin">AdminServer on loopback. Default 8080; 0: AdminServer off.</param>
public sealed record ServerPorts(int Client, int Quorum, int Election, int Admin);

/// <summary>Absolute folders of one server on its host.</summary>
/// <param name="Config">Holds zoo.cfg; ZooKeeper itself must be able to write here under dynamic membership.</param>
/// <param name="Data">dataDir: myid and version-2 with the snapshots.</param>
/// <param name="DataLog">dataLogDir: version-2 with the transaction logs; equal to <paramref name="Data"/> by default.</param>
public sealed record ServerPaths(string Config, string Data, string DataLog, string Log);
