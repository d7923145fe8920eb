namespace ZooKeeper.Configuration;

/// <summary>
/// One server as a configuration names it: <c>server.ID=HOST:QUORUM:ELECTION[:ROLE][;[CLIENTHOST:]CLIENT[;[SECUREHOST:]SECURE]]</c>.
/// </summary>
/// <param name="Id">1 to 254 for servers that this suite deploys; any long in configurations of others.</param>
/// <param name="Host">Name or address; an IPv6 address without brackets.</param>
/// <param name="ClientHost">Address that the client port binds to; null where the line does not say.</param>
/// <param name="ClientPort">Null in 3.4 and in static configurations that do not say.</param>
public sealed partial record ServerLine(
    long Id, string Host, int QuorumPort, int ElectionPort, Role Role = Role.Participant,
    string? ClientHost = null, int? ClientPort = null)
{
    /// <summary>
    /// What follows the first <c>|</c>: further addresses of the server (multiAddress.enabled, 3.6, ZOOKEEPER-3188), as
    /// they are written; null where there is one address.
    /// </summary>
    public string? MoreAddresses { get; init; }

    /// <summary>
    /// The port for clients with TLS as the line says it, <c>[ADDRESS:]PORT</c> (3.10, ZOOKEEPER-4276); null where it does
    /// not. Not compared: zoo.cfg may say it by secureClientPort.
    /// </summary>
    public string? SecureClient { get; init; }

    /// <summary>
    /// The group of a hierarchical quorum that it is in, a line <c>group.N</c> of its own beside this one; null where
    /// quorums are majorities of servers, and of an observer.
    /// </summary>
    public long? Group { get; init; }

    /// <summary>Its weight in its group, a line <c>weight.ID</c>; 1 where nothing says another. 0: it never leads.</summary>
    public int Weight { get; init; } = 1;

    /// <summary>
    /// Names the same server at the same addresses in the same role. What a line does not say of the client port is
    /// not compared; groups and weights are; a client port without an address is one on all addresses; case does not matter in host names.
    /// </summary>
    public bool SameAs(ServerLine other) =>
        (Id, Role, Group, Weight) == (other.Id, other.Role, other.Group, other.Weight) &&
        string.Equals(Host, other.Host, StringComparison.OrdinalIgnoreCase) &&
        (QuorumPort, ElectionPort, MoreAddresses) == (other.QuorumPort, other.ElectionPort, other.MoreAddresses) &&
        (ClientPort is null || other.ClientPort is null || SameClientAddress(other));

    private bool SameClientAddress(ServerLine other) =>
        ClientPort == other.ClientPort &&
        string.Equals(BoundTo(ClientHost), BoundTo(other.ClientHost), StringComparison.OrdinalIgnoreCase);

    private static string BoundTo(string? address) =>
        address is null or "::" or "0:0:0:0:0:0:0:0" ? "0.0.0.0" : address;
}
