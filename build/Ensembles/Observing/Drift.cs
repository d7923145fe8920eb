using Ensembles.Findings;

namespace Ensembles.Observing;

/// <summary>
/// Something that is otherwise than the inventory says or than it was left, as <c>Plan</c> and <c>Status</c> show it.
/// </summary>
/// <param name="Finding">
/// What is so, a clause (<c>zoo.cfg: tickTime is 3000, wanted 2000</c>), and what becomes of it or what to do about it.
/// </param>
public sealed record Drift(DriftKind Kind, Finding Finding)
{
    internal Drift(DriftKind kind, FindingCode code, int? server, string what, string remedy)
        : this(kind, new(code, FaultSeverity.Warning, Subject.OfServer(server), what, remedy))
    {
    }

    /// <summary>Id; null where it is about the ensemble.</summary>
    public int? Server => Finding.Subject.Server;

    public string What => Finding.Message;

    public string Remedy => Finding.Remedy;

    /// <summary><c>ZK3001: server 2: zoo.cfg: tickTime is 3000, wanted 2000; the next Expand restarts it</c></summary>
    public override string ToString() => $"{Finding}";
}

public enum DriftKind
{
    /// <summary>A running server was started with another value than the inventory's.</summary>
    Setting,

    /// <summary>A file was changed since the server was started, to something else than the inventory says.</summary>
    Edited,

    /// <summary>A restart would give the server another list of members than the one it runs with.</summary>
    Membership,

    /// <summary>The configuration in force names a server that the inventory lacks.</summary>
    Unlisted,

    /// <summary>What keeps a server running is not what the inventory says, and it cannot be stopped.</summary>
    Service,

    /// <summary>A server's name means another address on some host, or the host itself.</summary>
    Names,

    /// <summary>A line decides who is a quorum, and plans cannot be proved with it.</summary>
    Unmodelled,
}
