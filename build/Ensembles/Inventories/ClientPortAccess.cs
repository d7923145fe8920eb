namespace Ensembles.Inventories;

/// <summary>How status and sessions reach the servers' client ports.</summary>
public enum ClientPortAccess
{
    /// <summary>Directly; through the connection to the host where that fails and this works.</summary>
    Auto,

    Direct,

    /// <summary>Through the connection to the host (RFC 4254, section 7.2: direct-tcpip).</summary>
    Tunnel,
}
