namespace Ensembles.Inventories;

/// <summary>Ports of one server.</summary>
/// <param name="Client">Without TLS. Default 2181.</param>
/// <param name="Quorum">Default 2888. Listened on by the leader only.</param>
/// <param name="Election">Default 3888.</param>
/// <param name="Admin">AdminServer on loopback. Default 8080; 0: AdminServer off.</param>
public sealed record ServerPorts(int Client, int Quorum, int Election, int Admin)
{
    /// <summary>For clients with TLS (secureClientPort). Default 2281.</summary>
    public int Secure { get; init; } = 2281;

    /// <summary>For Prometheus, where the inventory has the section <c>metrics</c>. Default 7000.</summary>
    public int Metrics { get; init; } = 7000;
}
