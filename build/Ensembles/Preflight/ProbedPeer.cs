using Ensembles.Inventories;

namespace Ensembles.Preflight;

/// <summary>How a connection from a host to a port of another server ended.</summary>
public sealed record ProbedPeer(Server Server, int Port, PeerAnswer Answer);

public enum PeerAnswer
{
    /// <summary>Nothing on the host could try.</summary>
    Untold,

    /// <summary>A process listens.</summary>
    Open,

    /// <summary>The machine answers, and no process listens: healthy before a start.</summary>
    Refused,

    /// <summary>No answer in three seconds: a firewall that drops packets, or no such machine.</summary>
    Silent,

    /// <summary>The network says that there is no way.</summary>
    Unreachable,

    /// <summary>The name is not known.</summary>
    Unknown,
}
