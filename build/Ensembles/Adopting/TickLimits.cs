using System.Collections.Immutable;
using System.Globalization;
using Ensembles.Inventories.Reading;

namespace Ensembles.Adopting;

/// <summary>
/// Limits that are counted in ticks, where the servers' own tick is not taken over: the same time in ticks of the
/// inventory, and no less than the suite's default.
/// </summary>
internal sealed record TickLimits(int Theirs, int Ours)
{
    private static readonly ImmutableArray<string> Keys = ["initLimit", "syncLimit", "connectToLearnerMasterLimit"];

    /// <param name="theirs">Their tickTime; null where they have none.</param>
    /// <param name="isTaken">The inventory has the same.</param>
    /// <returns>Null where the limits mean what they did.</returns>
    public static TickLimits? Of(string? theirs, bool isTaken) =>
        !isTaken && Number(theirs) is { } tick && Number(SettingsReader.Default("tickTime")) is { } ours
            ? new(tick, ours) : null;

    /// <returns>Null where the key is no such limit.</returns>
    public (string Value, string About)? Converted(string key, string value)
    {
        if (!Keys.Contains(key) || Number(value) is not { } ticks)
        {
            return null;
        }

        var same = Math.Min(int.MaxValue, (((long)ticks * Theirs) + Ours - 1) / Ours);
        var least = Number(SettingsReader.Default(key)) ?? 1;
        return (Math.Max(same, least).ToString(CultureInfo.InvariantCulture),
            $"their {ticks} ticks of {Theirs} ms in ticks of {Ours} ms" + (same < least ? "; no less than the default" : ""));
    }

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
