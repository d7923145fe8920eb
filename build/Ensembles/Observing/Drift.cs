using System.Globalization;

namespace Ensembles.Observing;

/// <summary>
/// Something that is otherwise than the inventory says or than it was left, as <c>Plan</c> and <c>Status</c> show it.
/// </summary>
/// <param name="Server">Id; null where it is about the ensemble.</param>
/// <param name="What">What is so, a clause: <c>zoo.cfg: tickTime is 3000, wanted 2000</c>.</param>
/// <param name="Remedy">What becomes of it, or what to do about it.</param>
public sealed record Drift(DriftKind Kind, int? Server, string What, string Remedy)
{
    /// <summary><c>server 2: zoo.cfg: tickTime is 3000, wanted 2000; the next Expand restarts it</c></summary>
    public override string ToString() =>
        (Server is { } id ? string.Create(CultureInfo.InvariantCulture, $"server {id}: ") : "") + $"{What}; {Remedy}";
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
