using Ensembles.Inventories.Security;
using ZooKeeper.Configuration;

namespace Ensembles.Inventories;

/// <summary>One server of the wanted ensemble: an id and its addresses.</summary>
public sealed record Server
{
    /// <summary>
    /// 1 to 254 for a new server; a member that was set up elsewhere may also have 0 or 255 (the id goes into the top
    /// byte of session ids: SessionTrackerImpl.initializeNextSessionId; with TTL nodes switched on ZooKeeper itself
    /// refuses 255: EphemeralType.validateServerId).
    /// </summary>
    public required int Id { get; init; }

    /// <summary>Name or address by which the servers and clients know it; IPv6 without brackets.</summary>
    public required string Host { get; init; }

    /// <summary>
    /// Address that the client port listens on; null: every address. A server whose <see cref="Host"/> is a loopback
    /// address listens on that only: several can then share a port, and no other machine reaches them.
    /// </summary>
    public string? ClientAddress { get; init; }

    /// <summary>The one address that its client port listens on; null where it is every address.</summary>
    public string? OwnClientAddress => ClientAddress is { } address && !WildcardAddress.Is(address) ? address : null;

    /// <summary>Each 1 to 65535; the AdminServer's may be 0.</summary>
    public required ServerPorts Ports { get; init; }

    /// <summary>
    /// Whether clients have <see cref="ServerPorts.Client"/>, <see cref="ServerPorts.Secure"/> or both: the same for all
    /// servers of an inventory. Default: the plain port alone.
    /// </summary>
    public ClientTransport Clients { get; init; }

    /// <summary>The port that clients find it by: the plain one where it has one.</summary>
    public int ClientPort => Clients == ClientTransport.Tls ? Ports.Secure : Ports.Client;

    /// <summary>Participant (votes) or observer. Default: participant.</summary>
    public required Role Role { get; init; }

    /// <summary>
    /// Its group of a hierarchical quorum (<c>group.N</c>); null where quorums are majorities, and for an observer.
    /// </summary>
    public long? Group { get; init; }

    /// <summary>Its weight in its group (<c>weight.ID</c>); default 1. With 0 it votes and never counts or leads.</summary>
    public int Weight { get; init; } = 1;

    /// <summary>Its folders on its host, absolute.</summary>
    public required ServerPaths Paths { get; init; }

    /// <summary>What keeps it running; the inventory's where it has none of its own.</summary>
    public ServiceSpec Service { get; init; } = new ServiceSpec.ZkServer();

    /// <summary>
    /// Absolute folder of a release that stands on its host already and that it runs from: the suite neither installs
    /// nor switches a release for it. Null: the inventory's, under <see cref="Inventory.InstallPath"/>.
    /// </summary>
    public string? ReleaseFolder { get; init; }

    /// <summary>
    /// java.env and the logging configurations are the suite's; otherwise they stay as they are, and only the
    /// configuration file, its list of members and myid are written. Default: those of a service of ours.
    /// </summary>
    public bool FilesAreOurs { get; init; } = true;

    /// <summary>
    /// Its release is not the suite's to install or change: it has a folder of its own, or a service of theirs knows it.
    /// </summary>
    public bool HasOwnRelease => ReleaseFolder is not null || !Service.IsOurs;

    /// <summary>
    /// The line that names this server in configurations; without a client port where clients have the port with TLS
    /// alone, which no line can name (QuorumPeer.QuorumServer).
    /// </summary>
    /// <param name="role">Another role than the wanted one, for a joiner's first configuration.</param>
    public ServerLine Line(Role? role = null) =>
        new(Id, Host, Ports.Quorum, Ports.Election, role ?? Role,
            Clients == ClientTransport.Tls ? null : ClientAddress,
            Clients == ClientTransport.Tls ? null : Ports.Client)
        {
            Group = (role ?? Role) == Role.Participant ? Group : null,
            Weight = (role ?? Role) == Role.Participant ? Weight : 1,
        };

    public override string ToString() => $"server {Id} ({Host}:{ClientPort})";
}
