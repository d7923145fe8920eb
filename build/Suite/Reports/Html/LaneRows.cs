using System.Xml.Linq;
using Suite.Terminals;

namespace Suite.Reports.Html;

/// <summary>A lane for each server: what it did over the time.</summary>
internal sealed class LaneRows(RunTimeline timeline, Axis axis)
{
    /// <summary>Height of a lane with its caption, in pixels.</summary>
    public const double Each = 48;

    private const double Caption = 22;
    private const double Thickness = 20;

    /// <summary>Widths of the chart and of a letter in pixels: so words are known to fit into their bar.</summary>
    private const double Phone = 330;
    private const double Desk = 860;
    private const double Letter = 6.6;

    public IEnumerable<XElement> At(double top) =>
        timeline.Lanes.SelectMany((lane, index) => LaneAt(lane, top + (index * Each)));

    /// <summary>The pattern of servers on their way.</summary>
    public static XElement Hatch() => new("defs", new XElement("pattern",
        new XAttribute("id", "hatch"), new XAttribute("width", "8"), new XAttribute("height", "8"),
        new XAttribute("patternUnits", "userSpaceOnUse"), new XAttribute("patternTransform", "rotate(45)"),
        Stripe("8", "hatch-ground"),
        Stripe("3", "hatch-line")));

    private static XElement Stripe(string width, string look) => new("rect",
        new XAttribute("width", width), new XAttribute("height", "8"), new XAttribute("class", look));

    public static string Words(PhaseState state) => state switch
    {
        PhaseState.Waiting => "waiting for others",
        PhaseState.Learner => "follower without a vote",
        PhaseState.Unclear => "not known",
        _ => Name(state),
    };

    /// <summary>The state's class in the style sheet.</summary>
    public static string Name(PhaseState state) => state.ToString().ToLowerInvariant();

    private IEnumerable<XElement> LaneAt(Lane lane, double top)
    {
        yield return Svg.Caption(top + Caption - 7, timeline.NameOf(lane), lane.Summary);
        foreach (var phase in lane.Phases)
        {
            var (start, end) = (axis.At(phase.From), axis.At(phase.To));
            var words = Words(phase.State);
            yield return Svg.Bar(start, end - start, top + Caption, Thickness, "phase " + Name(phase.State),
                $"{timeline.NameOf(lane)}, {words}: {Wording.Time(phase.From)} to {Wording.Time(phase.To)}" +
                (phase.Step is { } step ? $", step {step}" : ""));
            var letters = ((words.Length * Letter) + 12) * 100;
            if (letters / Desk < end - start)
            {
                yield return Svg.Words(
                    (start + end) / 2, top + Caption + 14, words,
                    "in-" + Name(phase.State) + (letters / Phone < end - start ? "" : " wide-only"), "middle");
            }
        }
    }
}
