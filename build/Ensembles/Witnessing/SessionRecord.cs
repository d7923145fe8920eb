using System.Collections.Immutable;
using ZooKeeper;
using ZooKeeper.Status;

namespace Ensembles.Witnessing;

/// <summary>One session of the witness, as it stood when the load ended.</summary>
public sealed record SessionRecord
{
    public required int Index { get; init; }

    /// <summary>Of the session that was open last; 0 when there was none.</summary>
    public long SessionId { get; init; }

    public HostPort? Server { get; init; }

    /// <summary>It still answered after the load.</summary>
    public bool Alive { get; init; }

    /// <summary>Sessions that expired before this one.</summary>
    public int Lost { get; init; }

    /// <summary>What went wrong last; null when nothing ever did.</summary>
    public string? LastFault { get; init; }

    /// <summary>The newest transaction that it has seen.</summary>
    public Zxid LastZxid { get; init; }

    public Gap? LongestGap { get; init; }

    /// <summary>In their order; 40 bytes each.</summary>
    public ImmutableArray<WitnessOperation> Operations { get; init; } = [];

    /// <summary>Numbers of the acknowledged writes, ascending.</summary>
    public ImmutableArray<int> Writes { get; init; } = [];
}
