using System.Collections.Immutable;
using System.Globalization;

namespace Suite.Reports.Html;

/// <summary>
/// The axis of time. Positions are percentages: the chart stretches with its page while letters keep their size.
/// </summary>
internal sealed class Axis(TimeSpan from, TimeSpan to)
{
    private const int MostTicks = 9;

    private static readonly ImmutableArray<double> NiceSteps =
        [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14_400];

    /// <summary>0 to 100; times beyond the axis lie on its ends.</summary>
    public double At(TimeSpan time) => Math.Clamp((time - from) / (to - from) * 100, 0, 100);

    public static string Percent(double share) => share.ToString("0.###", CultureInfo.InvariantCulture) + "%";

    /// <summary>Round times, at most nine.</summary>
    public IEnumerable<(TimeSpan Time, string Label)> Ticks()
    {
        var length = (to - from).TotalSeconds;
        var step = NiceSteps.FirstOrDefault(nice => length / nice <= MostTicks - 1, length);
        for (var number = Math.Ceiling(from.TotalSeconds / step); number * step <= to.TotalSeconds; number++)
        {
            var time = TimeSpan.FromSeconds(number * step);
            yield return (time, Label(time, step));
        }
    }

    private static string Label(TimeSpan time, double step) => step >= 60
        ? $"{Math.Floor(time.TotalMinutes).ToString(CultureInfo.InvariantCulture)} min"
        : time.TotalSeconds.ToString(step < 1 ? "0.0#" : "0", CultureInfo.InvariantCulture) + " s";
}
