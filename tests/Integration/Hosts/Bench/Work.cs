using System.Collections.Immutable;
using System.Globalization;

namespace Integration.Hosts.Bench;

/// <summary>The same work done by hand and by the suite, several times in turn.</summary>
/// <param name="Name">As the table calls it.</param>
internal sealed record Work(string Name)
{
    private readonly List<(double Hand, double Suite)> pairs = [];
    private readonly List<ImmutableDictionary<string, double>> parts = [];

    public void Add(TimeSpan hand, SuiteTimes suite)
    {
        Add(hand, suite.Took);
        parts.Add(suite.Parts);
    }

    public void Add(TimeSpan hand, TimeSpan suite) => pairs.Add((hand.TotalSeconds, suite.TotalSeconds));

    /// <summary>A row of the table: medians, and the median of the ratios within the pairs.</summary>
    public string Row => string.Create(
        CultureInfo.InvariantCulture,
        $"| {Name,-20} | {Median(pairs.Select(pair => pair.Hand)),7:0.00} | {Median(pairs.Select(pair => pair.Suite)),7:0.00} " +
        $"| {Median(pairs.Select(pair => pair.Suite / pair.Hand)),6:0.00} |");

    /// <summary>Where the suite's time went: medians of the parts that took some.</summary>
    public string Told => $"{Name}: " + string.Join(", ", parts.SelectMany(run => run.Keys).Distinct()
        .Select(part => (Part: part, Took: Median(parts.Select(run => run.GetValueOrDefault(part)))))
        .Where(part => part.Took > 0).OrderByDescending(part => part.Took)
        .Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Part} {part.Took:0.00}")));

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
