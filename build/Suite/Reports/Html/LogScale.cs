using System.Globalization;

namespace Suite.Reports.Html;

/// <summary>A logarithmic scale of durations over whole decades, at least one.</summary>
internal sealed class LogScale
{
    private readonly double low;
    private readonly double high;
    private readonly double top;
    private readonly double height;

    /// <param name="top">Vertical place of the highest value, in pixels.</param>
    public LogScale(IReadOnlyCollection<TimeSpan> values, double top, double height)
    {
        var positive = values.Where(value => value > TimeSpan.Zero).Select(value => value.TotalMilliseconds)
            .DefaultIfEmpty(1).ToList();
        low = Math.Floor(Math.Log10(positive.Min()));
        high = Math.Max(low + 1, Math.Ceiling(Math.Log10(positive.Max())));
        (this.top, this.height) = (top, height);
    }

    /// <summary>Vertical place in pixels; 0 lies on the lowest line.</summary>
    public double At(TimeSpan value) => value <= TimeSpan.Zero
        ? top + height
        : top + (height * (high - Math.Clamp(Math.Log10(value.TotalMilliseconds), low, high)) / (high - low));

    /// <summary>One line for each decade.</summary>
    public IEnumerable<(double Y, string Label)> Lines()
    {
        for (var decade = low; decade <= high; decade++)
        {
            var value = Math.Pow(10, decade);
            var label = value < 1000
                ? value.ToString("0.###", CultureInfo.InvariantCulture) + " ms"
                : (value / 1000).ToString("0", CultureInfo.InvariantCulture) + " s";
            yield return (top + (height * (high - decade) / (high - low)), label);
        }
    }
}
