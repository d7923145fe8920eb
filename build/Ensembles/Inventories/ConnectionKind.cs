namespace Ensembles.Inventories;

/// <summary>The way to the hosts of an ensemble: <c>connection.type</c>.</summary>
public enum ConnectionKind
{
    /// <summary>This machine, without a network in between.</summary>
    Local,

    /// <summary>SSH to each host, one connection for a whole run.</summary>
    Ssh,
}
