using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Suite.Arguments;

/// <content>What the texts of values mean.</content>
internal static partial class ArgumentList
{
    /// <summary>Null where the text is no list of ids.</summary>
    public static ImmutableArray<int>? Ids(string text)
    {
        var ids = text.Split(',').Select(part => Count(part.Trim())).ToList();
        return ids.TrueForAll(id => id is > 0) ? [.. ids.OfType<int>().Distinct()] : null;
    }

    /// <summary>Null where the text is none, such as <c>30</c> or <c>1w</c>.</summary>
    public static TimeSpan? Time(string text) => text.Length > 1 && Count(text[..^1]) is { } count
        ? char.ToLowerInvariant(text[^1]) switch
        {
            's' => TimeSpan.FromSeconds(count),
            'm' => TimeSpan.FromMinutes(count),
            'h' => TimeSpan.FromHours(count),
            'd' => TimeSpan.FromDays(count),
            _ => null,
        }
        : null;

    /// <summary>Null where the text is no whole number of at most six digits.</summary>
    public static int? Count(string text) =>
        text.Length <= 6 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;

    /// <summary>NaN where the text is no number.</summary>
    public static double Seconds(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            ? seconds
            : double.NaN;

    [GeneratedRegex(@"\A(?:(?:lost-writes|two-leaders)-[0-9]+-to-[0-9]+|recover-to-0x[0-9a-f]+|downgrade-[0-9.]+-to-[0-9.]+)\z")]
    private static partial Regex RiskName();
}
