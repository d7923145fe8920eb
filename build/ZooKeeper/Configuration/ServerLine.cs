namespace ZooKeeper.Configuration;

/// <summary>
/// One server as a configuration names it: <c>server.ID=HOST:QUORUM:ELECTION[:ROLE][;[CLIENTHOST:]CLIENT]</c>.
/// </summary>
/// <param name="Id">1 to 254 for servers that this suite deploys; any long in configurations of others.</param>
/// <param name="Host">Name or address; an IPv6 address without brackets.</param>
/// <param name="ClientHost">Address that the client port binds to; null where the line does not say.</param>
/// <param name="ClientPort">Null in 3.4 and in static configurations that do not say.</param>
public sealed partial record ServerLine(
    long Id, string Host, int QuorumPort, int ElectionPort, Role Role = Role.Participant,
    string? ClientHost = null, int? ClientPort = null);
