using System.Globalization;

namespace Ensembles.Observing;

/// <summary>Numbers that scripts on hosts print; null: the text is none.</summary>
internal static class HostNumber
{
    public static long? Number(string? text) => Read(text, NumberStyles.AllowLeadingSign);

    /// <summary>Of digits alone.</summary>
    public static long? Digits(string? text) => Read(text, NumberStyles.None);

    private static long? Read(string? text, NumberStyles style) =>
        long.TryParse(text, style, CultureInfo.InvariantCulture, out var number) ? number : null;
}
