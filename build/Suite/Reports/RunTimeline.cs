using System.Collections.Immutable;
using System.Diagnostics;
using Ensembles.HostAccess;
using Ensembles.Witnessing;

namespace Suite.Reports;

/// <summary>What clients saw and what servers did, on one axis. All times count from the start of the run.</summary>
internal sealed record RunTimeline
{
    /// <summary>More than a chart or a reader can tell apart.</summary>
    private const int MostFailures = 1000;
    private const int MostSlices = 160;
    private const double Margin = 0.06;

    private static readonly ImmutableArray<int> NiceWidths =
        [50, 100, 200, 500, 1000, 2000, 5000, 10_000, 30_000, 60_000];

    /// <summary>The first operation or step.</summary>
    public required TimeSpan From { get; init; }

    /// <summary>
    /// Briefly after the end of the last operation or step, so that what it led to is seen;
    /// later than <see cref="From"/>.
    /// </summary>
    public required TimeSpan To { get; init; }

    /// <summary>Equal parts of the time in which a witness ran; empty without one.</summary>
    public ImmutableArray<TimelineSlice> Slices { get; private init; } = [];

    /// <summary>Of each slice.</summary>
    public TimeSpan Width { get; private init; }

    /// <summary>The first failed operations, by their start.</summary>
    public ImmutableArray<WitnessOperation> Failures { get; private init; } = [];

    public Gap? LongestGap { get; private init; }

    public required ImmutableArray<Lane> Lanes { get; init; }

    /// <summary>
    /// <c>server 3</c>; of an id that moves with the place, since two servers have it one after the other.
    /// </summary>
    public string NameOf(Lane lane) => $"server {lane.Server.Id}" +
        (Lanes.Count(other => other.Server.Id == lane.Server.Id) > 1 ? $" at {Fleet.ClientAddress(lane.Server)}" : "");

    /// <summary>What clients saw in a part of the time; null without a witness.</summary>
    public static TimelineSlice? During(RunReport report, TimeSpan start, TimeSpan length)
    {
        if (report.Account.Witnessed is not { } record)
        {
            return null;
        }

        var offset = Offset(report, record);
        var seen = record.Operations.Where(operation =>
            operation.Start + offset < start + length && operation.End + offset > start).ToList();
        var failed = seen.Count(operation => operation.Outcome != OperationOutcome.Acknowledged);
        return new(start, length, seen.Count - failed, failed,
            seen.Select(operation => operation.Duration).DefaultIfEmpty().Max());
    }

    public static RunTimeline Of(RunReport report)
    {
        var from = report.Steps.Select(step => step.Started).DefaultIfEmpty().Min();
        var to = report.Steps.Select(step => step.Started + step.Took).DefaultIfEmpty(report.Took).Max();
        if (report.Account.Witnessed is not { } record)
        {
            to = Beyond(from, to);
            return new() { From = from, To = to, Lanes = LanesOf(report, from, to) };
        }

        var offset = Offset(report, record);
        from = offset < from ? offset : from;
        to = Beyond(from, offset + record.Elapsed > to ? offset + record.Elapsed : to);
        var width = WidthFor(record.Elapsed);
        return new()
        {
            From = from,
            To = to,
            Width = width,
            Slices = [.. record.Timeline(width).Select(slice => slice with { Start = slice.Start + offset })],
            Failures = [.. record.Operations.Where(operation => operation.Outcome != OperationOutcome.Acknowledged)
                .Take(MostFailures).Select(operation => operation with { Start = operation.Start + offset })],
            LongestGap = record.Figures.LongestGap is { } gap ? gap with { Start = gap.Start + offset } : null,
            Lanes = LanesOf(report, from, to),
        };
    }

    /// <summary>The witness's clock began this long after the run's.</summary>
    private static TimeSpan Offset(RunReport report, WitnessRecord record) =>
        Stopwatch.GetElapsedTime(report.Account.Timestamp, record.Timestamp);

    private static ImmutableArray<Lane> LanesOf(RunReport report, TimeSpan from, TimeSpan to) =>
    [
        .. report.Inventory.Servers.Concat(report.Leavers.Select(state => state.Server))
            .Select(server => Lane.Of(report, server, from, to)),
    ];

    private static TimeSpan WidthFor(TimeSpan elapsed)
    {
        var least = elapsed.TotalMilliseconds / MostSlices;
        var nice = NiceWidths.FirstOrDefault(width => width >= least, (int)Math.Ceiling(least / 60_000) * 60_000);
        return TimeSpan.FromMilliseconds(nice);
    }

    private static TimeSpan Beyond(TimeSpan from, TimeSpan to) =>
        to > from ? to + ((to - from) * Margin) : from + TimeSpan.FromMilliseconds(1);
}
