using System.Collections.Immutable;
using System.Diagnostics;
using ZooKeeper.Status;

namespace Ensembles.Witnessing;

/// <summary>All that a witness saw during a run.</summary>
public sealed record WitnessRecord
{
    public required string Run { get; init; }

    /// <summary>Wall clock of this machine; the operations' times count from here.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>The same as <see cref="Stopwatch.GetTimestamp"/>, to place other events on the same axis.</summary>
    public required long Timestamp { get; init; }

    /// <summary>From the first to the last operation.</summary>
    public required TimeSpan Elapsed { get; init; }

    public required ImmutableArray<SessionRecord> Sessions { get; init; }

    public required WitnessFigures Figures { get; init; }

    /// <summary>Of all sessions, by their start.</summary>
    public IEnumerable<WitnessOperation> Operations =>
        Sessions.SelectMany(session => session.Operations).OrderBy(operation => operation.Start);

    /// <summary>Paths of all writes that were acknowledged, and so must be found.</summary>
    public IEnumerable<string> Writes =>
        Sessions.SelectMany(session => session.Writes.Select(number => WitnessPath.Node(Run, session.Index, number)));

    /// <summary>The newest transaction that any session has seen.</summary>
    public Zxid LastZxid => Sessions.Select(session => session.LastZxid).DefaultIfEmpty().Max();

    /// <summary>What happened in equal slices of the time, for a chart. An operation counts where it started.</summary>
    /// <param name="width">Of a slice; at least 1 ms.</param>
    public ImmutableArray<TimelineSlice> Timeline(TimeSpan width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, TimeSpan.FromMilliseconds(1));
        var slices = new TimelineSlice[(Elapsed.Ticks / width.Ticks) + 1];
        for (var i = 0; i < slices.Length; i++)
        {
            slices[i] = new TimelineSlice(width * i, width, 0, 0, TimeSpan.Zero);
        }

        foreach (var operation in Sessions.SelectMany(session => session.Operations))
        {
            ref var slice = ref slices[Math.Min(operation.Start.Ticks / width.Ticks, slices.Length - 1)];
            slice = slice.Add(operation);
        }

        return [.. slices];
    }
}

/// <summary>What the sessions of a witness saw in one slice of the time.</summary>
/// <param name="Longest">The longest duration of an operation that started here, whatever its outcome.</param>
public readonly record struct TimelineSlice(
    TimeSpan Start, TimeSpan Width, int Acknowledged, int Failed, TimeSpan Longest)
{
    internal TimelineSlice Add(in WitnessOperation operation)
    {
        var acknowledged = operation.Outcome == OperationOutcome.Acknowledged ? 1 : 0;
        return this with
        {
            Acknowledged = Acknowledged + acknowledged,
            Failed = Failed + 1 - acknowledged,
            Longest = operation.Duration > Longest ? operation.Duration : Longest,
        };
    }
}
