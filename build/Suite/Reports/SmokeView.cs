using System.Collections.Immutable;
using System.Globalization;
using Ensembles.Verifying;
using Suite.Terminals;

namespace Suite.Reports;

/// <summary>
/// What each server was made to do, and how long that took: a row per server, a column per operation.
/// </summary>
internal static class SmokeView
{
    /// <summary>What the three numbers of a cell are.</summary>
    public const string Percentiles = "p50/p95/p99";

    /// <summary>From the most that a cell can say to the least.</summary>
    private static readonly ImmutableArray<(string Title, Func<LatencyFigures, string> Cell)> Forms =
    [
        (Percentiles, figures =>
            $"{Number(figures.Median)}/{Number(figures.Percentile95)}/{Number(figures.Percentile99)}"),
        ("p50/p99", figures => $"{Number(figures.Median)}/{Number(figures.Percentile99)}"),
        ("p99", figures => Number(figures.Percentile99)),
    ];

    public static ImmutableArray<string> Operations { get; } =
        [.. Enum.GetValues<SmokeOperation>().Select(operation => operation.ToString().ToLowerInvariant())];

    /// <summary>One cell for each of <see cref="Operations"/>.</summary>
    public static IEnumerable<string> Cells(VerifiedServer server) =>
        Enum.GetValues<SmokeOperation>().Select(operation => Cell(server, operation, Forms[0].Cell));

    /// <summary>Nothing where nothing was done.</summary>
    public static IEnumerable<LiveLine> Lines(VerificationReport report, int width)
    {
        if (report.Servers.All(server => server.Smoke.IsEmpty))
        {
            return [];
        }

        var forms = Forms.Select(form => (form.Title, Columns: Columns(form.Cell))).ToList();
        var (title, columns) = forms
            .SkipLast(1)
            .Where(form => FittedTable.Fits(form.Columns, report.Servers, width))
            .FirstOrDefault(forms[^1]);
        return
        [
            LiveLine.Empty,
            LiveLine.Empty.Add("Smoke test", "bold").Add($": latency in ms, {title}", "grey"),
            .. FittedTable.Lines(columns, report.Servers, width),
        ];
    }

    /// <summary><c>20 times, p50 1.2 ms, p95 3.4 ms, p99 5.6 ms</c>.</summary>
    public static string Words(SmokeResult result) => result.Latency is not { } figures ? "" : string.Create(
        CultureInfo.InvariantCulture,
        $"{figures.Count} times, p50 {Number(figures.Median)} ms, p95 {Number(figures.Percentile95)} ms, " +
        $"p99 {Number(figures.Percentile99)} ms");

    private static FittedColumn<VerifiedServer>[] Columns(Func<LatencyFigures, string> cell) =>
    [
        new("server", 0, server => server.Id.ToString(CultureInfo.InvariantCulture)),
        .. Enum.GetValues<SmokeOperation>().Select(operation => new FittedColumn<VerifiedServer>(
            operation.ToString().ToLowerInvariant(), Rank(operation), server => Cell(server, operation, cell),
            IsNumber: true,
            Style: server => Result(server, operation) is { Passed: false } ? "red" : "")),
    ];

    private static string Cell(VerifiedServer server, SmokeOperation operation, Func<LatencyFigures, string> cell) =>
        Result(server, operation) switch
        {
            null => "-",
            { Passed: false } => "FAILED",
            { Latency: { } figures } => cell(figures),
            _ => "ok",
        };

    private static SmokeResult? Result(VerifiedServer server, SmokeOperation operation) =>
        server.Smoke.FirstOrDefault(result => result.Operation == operation);

    /// <summary>What goes first where there is no room.</summary>
    private static int Rank(SmokeOperation operation) => operation switch
    {
        SmokeOperation.Delete => 4,
        SmokeOperation.Write => 3,
        SmokeOperation.Session or SmokeOperation.Ephemeral => 2,
        SmokeOperation.Sync => 1,
        _ => 0,
    };

    private static string Number(TimeSpan time) => time.TotalMilliseconds.ToString(
        time.TotalMilliseconds < 99.95 ? "0.0" : "0", CultureInfo.InvariantCulture);
}
