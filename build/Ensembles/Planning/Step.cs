using System.Collections.Immutable;
using Ensembles.Rendering;
using ZooKeeper.Configuration;

namespace Ensembles.Planning;

/// <summary>One change of one server, or of the membership, and the gate behind it.</summary>
public abstract record Step
{
    private Step()
    {
    }

    public required Stage Stage { get; init; }

    /// <summary>Why it stands here, for the operator.</summary>
    public required string Reason { get; init; }

    /// <summary>What it does: "start server 2".</summary>
    public abstract string Title { get; }

    /// <summary>The server it changes; null for the ensemble as a whole.</summary>
    public virtual int? ServerId => null;

    /// <summary>Writes a server's files for a form of membership and starts it.</summary>
    /// <param name="Initialize">
    /// The server is empty and must vote: it is told so by the <c>initialize</c> file, which db.autocreate=false asks
    /// for (ZOOKEEPER-261).
    /// </param>
    /// <param name="Together">It may start at the same time as its neighbours in the plan: none of them votes.</param>
    public sealed record Start(
        int Id, MembershipForm Form, Gate Gate, bool Initialize = false, bool Together = false) : Step
    {
        public override string Title => $"start server {Id}";

        public override int? ServerId => Id;
    }

    /// <summary>Stops a server, swaps its files and starts it again, in one script on its host.</summary>
    /// <param name="Surviving">
    /// Ids of the participants of the new list; a majority of them must serve without this server before it is
    /// stopped. Empty where the old quorum dissolves with it anyway (one or two servers).
    /// </param>
    public sealed record Restart(int Id, MembershipForm Form, Gate Gate, ImmutableArray<int> Surviving) : Step
    {
        public override string Title => $"restart server {Id}";

        public override int? ServerId => Id;
    }

    /// <summary>Adds servers to the membership by one conditional reconfig (ZooDefs.OpCode.reconfig).</summary>
    public sealed record Reconfigure(ImmutableArray<ServerLine> Joining) : Step
    {
        public override string Title =>
            $"reconfig: add {(Joining.Length == 1 ? "server" : "servers")} " +
            string.Join(", ", Joining.Select(line => line.Id));
    }
}

/// <summary>What must be measured before the next step.</summary>
public enum Gate
{
    /// <summary>The process lives and its election port listens; it cannot serve before others come.</summary>
    Waits,

    /// <summary>It leads or follows, and a marker written through the ensemble is read through it after a sync.</summary>
    Serves,

    /// <summary>As <see cref="Serves"/>, and the ensemble is a dynamic one: its configuration has a version.</summary>
    ServesDynamic,
}
