using System.Collections.Immutable;
using System.Globalization;
using System.Xml.Linq;
using Ensembles.Rollouts;
using Suite.Terminals;

namespace Suite.Reports.Html;

/// <summary>
/// One look tells whether clients noticed: the clients' latency, their rate and their failed operations above the lanes
/// of the servers, on one axis of time, with the steps as bands behind all of it.
/// </summary>
internal static class Chart
{
    private const double Top = 26;
    private const double Bottom = 24;

    /// <summary>Closer than this, in percent, two step numbers share a label.</summary>
    private const double Apart = 4.5;

    public static XElement Of(RunTimeline timeline, ImmutableArray<StepRecord> steps)
    {
        var axis = new Axis(timeline.From, timeline.To);
        var clients = timeline.Slices.IsEmpty ? [] : new ClientRows(timeline, axis).At(Top);
        var lanesTop = Top + (timeline.Slices.IsEmpty ? 0 : ClientRows.Height);
        var lanes = new LaneRows(timeline, axis).At(lanesTop);
        var end = lanesTop + (LaneRows.Each * timeline.Lanes.Length);
        return new XElement("svg",
            new XAttribute("class", "chart"),
            new XAttribute("width", "100%"),
            new XAttribute("height", (end + Bottom).ToString("0", CultureInfo.InvariantCulture)),
            new XAttribute("role", "img"),
            new XAttribute("aria-labelledby", "chart-title chart-words"),
            new XElement("title", new XAttribute("id", "chart-title"), "Clients and servers over the time of the run"),
            new XElement("desc", new XAttribute("id", "chart-words"), Description(timeline, steps)),
            LaneRows.Hatch(),
            Bands(axis, steps, end),
            Edges(axis, steps, end),
            Ticks(axis, end),
            clients,
            lanes,
            Numbers(axis, steps));
    }

    private static string Description(RunTimeline timeline, ImmutableArray<StepRecord> steps)
    {
        var seen = timeline.Slices.IsEmpty
            ? "No clients were watched."
            : $"Slowest operation {Wording.Time(timeline.Slices.Max(slice => slice.Longest))}; " +
              $"failed operations: {timeline.Slices.Sum(slice => slice.Failed)}.";
        var done = steps.Select((step, index) =>
            $"Step {index + 1}, {step.Step.Title}: from {Wording.Time(step.Started)}, {Wording.Time(step.Took)}.");
        return $"{seen} {string.Join(' ', done)} The lists below say the same in words.";
    }

    private static IEnumerable<XElement> Bands(Axis axis, ImmutableArray<StepRecord> steps, double end) => steps.Select(
        (step, index) => Svg.Bar(
            axis.At(step.Started), axis.At(step.Started + step.Took) - axis.At(step.Started), 0, end,
            step.Failure is null ? "band" : "band failed",
            $"{index + 1}. {step.Step.Title}: {Wording.Time(step.Took)}"));

    /// <summary>Steps that follow each other closely look like one without them.</summary>
    private static IEnumerable<XElement> Edges(Axis axis, ImmutableArray<StepRecord> steps, double end) =>
        steps.Select(step => Svg.Upright(axis.At(step.Started), 0, end, "band-edge"));

    private static IEnumerable<XElement> Ticks(Axis axis, double end) => axis.Ticks().SelectMany(tick => new[]
    {
        Svg.Upright(axis.At(tick.Time), Top, end + 4, "grid"),
        Svg.Words(axis.At(tick.Time), end + 18, tick.Label, "tick"),
    });

    /// <summary>Over each band the step's number; steps that lie together share a label.</summary>
    private static IEnumerable<XElement> Numbers(Axis axis, ImmutableArray<StepRecord> steps)
    {
        var labels = new List<(double X, int First, int Last)>();
        foreach (var (step, number) in steps.Select((step, index) => (step, index + 1)))
        {
            var x = (axis.At(step.Started) + axis.At(step.Started + step.Took)) / 2;
            if (labels.Count > 0 && x - labels[^1].X < Apart)
            {
                labels[^1] = labels[^1] with { Last = number };
            }
            else
            {
                labels.Add((x, number, number));
            }
        }

        return labels.Select(label => Svg.Words(label.X, 16,
            label.First == label.Last ? $"{label.First}" : $"{label.First}–{label.Last}", "number"));
    }
}
