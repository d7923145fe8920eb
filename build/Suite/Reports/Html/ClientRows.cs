using System.Xml.Linq;
using Ensembles.Witnessing;
using Suite.Terminals;

namespace Suite.Reports.Html;

/// <summary>
/// What clients saw: the slowest operation of each slice, the number of those done, every failed one.
/// </summary>
internal sealed class ClientRows(RunTimeline timeline, Axis axis)
{
    public const double Height = LatencyTop + LatencyHeight + Caption + RateHeight + Caption + FailureHeight + 10;

    private const double Caption = 26;
    private const double LatencyTop = 44;
    private const double LatencyHeight = 150;
    private const double RateHeight = 34;
    private const double FailureHeight = 16;

    private readonly string width = Wording.Time(timeline.Width);

    /// <param name="top">Where the rows begin, in pixels.</param>
    public IEnumerable<XElement> At(double top)
    {
        var scale = new LogScale([.. timeline.Slices.Select(slice => slice.Longest)], top + LatencyTop, LatencyHeight);
        var rateTop = top + LatencyTop + LatencyHeight + Caption;
        return
        [
            Svg.Words(0, top + 16, $"Slowest operation per {width} (log scale)", "caption"),
            .. Gap(top + 22, top + LatencyTop + LatencyHeight),
            .. scale.Lines().Select(line => Svg.Across(line.Y, "grid")),
            .. timeline.Slices.Where(slice => slice.Longest > TimeSpan.Zero).Select(slice => Latency(slice, scale)),
            .. scale.Lines().Select(line => Svg.Words(0, line.Y + 4, line.Label, "tick scale", "end")),
            Svg.Words(0, rateTop - 7, $"Acknowledged per {width} (at most {MostAcknowledged})", "caption"),
            .. timeline.Slices.Select(slice => Rate(slice, rateTop)),
            .. Failures(rateTop + RateHeight + Caption),
        ];
    }

    private int MostAcknowledged => Math.Max(1, timeline.Slices.Max(slice => slice.Acknowledged));

    private XElement Latency(TimelineSlice slice, LogScale scale)
    {
        var y = scale.At(slice.Longest);
        return Bar(slice, y, Math.Max(2, scale.At(TimeSpan.Zero) - y), slice.Failed > 0 ? "latency failed" : "latency",
            $"at {Wording.Time(slice.Start)}: slowest {Wording.Time(slice.Longest)}, " +
            $"{slice.Acknowledged} acknowledged, {slice.Failed} failed");
    }

    private XElement Rate(TimelineSlice slice, double top)
    {
        var height = RateHeight * slice.Acknowledged / MostAcknowledged;
        return Bar(slice, top + RateHeight - height, height, "rate", null);
    }

    private XElement Bar(TimelineSlice slice, double y, double height, string look, string? title)
    {
        var start = axis.At(slice.Start);
        return Svg.Bar(start, (axis.At(slice.Start + slice.Width) - start) * 0.86, y, height, look, title);
    }

    private IEnumerable<XElement> Gap(double top, double bottom)
    {
        if (timeline.LongestGap is not { } gap)
        {
            yield break;
        }

        var (start, end) = (axis.At(gap.Start), axis.At(gap.End));
        yield return Svg.Bar(start, Math.Max(end - start, 0.2), top, bottom - top, "gap",
            $"Longest gap: session {gap.Session} had nothing acknowledged for {Wording.Time(gap.Length)}");
        yield return Svg.Upright(start, top, bottom, "gap-edge");
        yield return Svg.Upright(end, top, bottom, "gap-edge");
        var label = $"longest gap {Wording.Time(gap.Length)}";
        yield return end > 60
            ? Svg.Words(start, top + 12, label, "gap-label before", "end")
            : Svg.Words(end, top + 12, label, "gap-label after", "start");
    }

    private IEnumerable<XElement> Failures(double top)
    {
        var count = timeline.Slices.Sum(slice => slice.Failed);
        yield return Svg.Words(0, top - 7, $"Failed operations: {count}", "caption");
        yield return Svg.Across(top + FailureHeight, "grid");
        foreach (var failure in timeline.Failures)
        {
            yield return Svg.Bar(axis.At(failure.Start), 0.35, top, FailureHeight, "failure",
                $"at {Wording.Time(failure.Start)}: {failure.Kind} {failure.Outcome}, " +
                $"{failure.Error} after {Wording.Time(failure.Duration)}");
        }
    }
}
