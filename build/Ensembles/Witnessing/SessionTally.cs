using ZooKeeper;

namespace Ensembles.Witnessing;

/// <summary>What one session's operations come to so far; they are added in the order in which they ended.</summary>
internal sealed record SessionTally(int Session)
{
    public long Operations { get; private init; }

    public long Writes { get; private init; }

    public long Failed { get; private init; }

    public long Unknown { get; private init; }

    public long Contradicted { get; private init; }

    /// <summary>Sessions that expired.</summary>
    public int Lost { get; init; }

    /// <summary>Acknowledged during the second before the tally was asked for.</summary>
    public int Recent { get; init; }

    private TimeSpan? LastEnd { get; init; }

    private HostPort? LastServer { get; init; }

    private Gap? Longest { get; init; }

    public SessionTally Add(in WitnessOperation operation) =>
        operation.Outcome == OperationOutcome.Acknowledged ? Acknowledge(operation) : this with
        {
            Operations = Operations + 1,
            Failed = Failed + 1,
            Unknown = Unknown + (operation.Outcome == OperationOutcome.Unknown ? 1 : 0),
            Contradicted = Contradicted + (operation.Outcome == OperationOutcome.Contradicted ? 1 : 0),
        };

    /// <summary>The longest gap so far; one that is still open counts up to now.</summary>
    public Gap? LongestGap(TimeSpan now) => Longer(Longest, Since(now, null));

    private SessionTally Acknowledge(in WitnessOperation operation) => this with
    {
        Operations = Operations + 1,
        Writes = Writes + (operation.Kind == OperationKind.Write ? 1 : 0),
        Longest = Longer(Longest, Since(operation.End, operation.Server)),
        LastEnd = operation.End,
        LastServer = operation.Server,
    };

    private Gap? Since(TimeSpan end, HostPort? after) =>
        LastEnd is { } start ? new Gap(end - start, start, Session, LastServer, after) : null;

    private static Gap? Longer(Gap? one, Gap? other) => other is null || one?.Length >= other.Length ? one : other;
}
