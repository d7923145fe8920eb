using System.Globalization;
using System.Xml.Linq;

namespace Suite.Reports.Html;

/// <summary>Shapes of a drawing. Horizontal places are percentages, vertical ones pixels.</summary>
internal static class Svg
{
    /// <param name="title">Shown by a pointer that rests there.</param>
    public static XElement Bar(
        double x, double width, double y, double height, string look, string? title = null) => new("rect",
        Across("x", x), Across("width", width), Down("y", y), Down("height", height), new XAttribute("class", look),
        title is null ? null : new XElement("title", title));

    public static XElement Across(double y, string look) => new("line",
        new XAttribute("x1", "0"), new XAttribute("x2", "100%"), Down("y1", y), Down("y2", y),
        new XAttribute("class", look));

    public static XElement Upright(double x, double top, double bottom, string look) => new("line",
        Across("x1", x), Across("x2", x), Down("y1", top), Down("y2", bottom), new XAttribute("class", look));

    /// <param name="anchor">
    /// Null: words in the middle of their place, except near the edges, where they stay inside.
    /// </param>
    public static XElement Words(double x, double y, string words, string look, string? anchor = null) => new("text",
        Across("x", x), Down("y", y), new XAttribute("class", look),
        new XAttribute("text-anchor", anchor ?? (x > 95 ? "end" : x < 3 ? "start" : "middle")), words);

    /// <summary>The heading of a row: a name, and what is to be said of it.</summary>
    public static XElement Caption(double y, string name, string words) => new("text",
        Across("x", 0), Down("y", y), new XAttribute("class", "caption"), name,
        new XElement("tspan", new XAttribute("class", "aside"), new XAttribute("dx", "7"), words));

    private static XAttribute Across(string name, double share) => new(name, Axis.Percent(share));

    private static XAttribute Down(string name, double pixels) =>
        new(name, pixels.ToString("0.##", CultureInfo.InvariantCulture));
}
