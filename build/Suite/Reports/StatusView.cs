using System.Globalization;
using Ensembles.Inventories;
using Ensembles.Inventories.Security;
using Ensembles.Observing;
using Spectre.Console;
using Suite.Terminals;

namespace Suite.Reports;

/// <summary>The servers of an ensemble as a table, with as many columns as the width has room for.</summary>
internal static class StatusView
{
    private static readonly FittedColumn<StatusRow> Certificate = new(
        "certificate", 1, row => row.CertificateDays is { } days ? $"{days} d" : "", IsNumber: true,
        Style: row => row.CertificateDays < Validity.SoonDays ? "red" : "");

    private static readonly FittedColumn<StatusRow>[] Columns =
    [
        new("server", 0, row => row.Id.ToString(CultureInfo.InvariantCulture)),
        new("address", 4, row => row.Address),
        new("role", 0, row => row.Role, Style: Role),
        new("zxid", 2, row => row.Zxid?.ToString() ?? ""),
        new("lag", 0, row => row.IsInEarlierEpoch ? "epoch" : Number(row.Lag), IsNumber: true),
        new("clients", 1, row => Number(row.Connections), IsNumber: true),
        new("queued", 3, row => Number(row.Outstanding), IsNumber: true),
        new("avg/max ms", 5, Latency, IsNumber: true),
        new("znodes", 2, row => Number(row.Znodes), IsNumber: true),
        new("version", 3, row => row.Version?.ToString() ?? ""),
        new("uptime", 6, row => row.Uptime is { } uptime ? Uptime(uptime) : "", IsNumber: true),
        new("members", 8, row => string.Join(",", row.Members)),
        new("config", 7, row => row.ConfigurationVersion ?? ""),
        Certificate,
        new("drift", 1, row => row.Drifts == 0 ? "" : row.Drifts.ToString(CultureInfo.InvariantCulture), IsNumber: true,
            Style: _ => "yellow"),
    ];

    public static void Write(IAnsiConsole console, Inventory inventory, StatusTable table)
    {
        foreach (var line in Lines(inventory, table, console.Profile.Width))
        {
            console.MarkupLine(line.ToMarkup());
        }
    }

    /// <param name="width">Cells; no column is cut to fit, some are left out.</param>
    public static IReadOnlyList<LiveLine> Lines(Inventory inventory, StatusTable table, int width)
    {
        return
        [
            LiveLine.Empty.Add(inventory.Ensemble, "bold").Add($": {Heading(inventory, table)}"),
            .. FittedTable.Lines(
                table.Rows.Any(row => row.CertificateDays is not null) ? Columns : [.. Columns.Where(column => column != Certificate)],
                table.Rows, width),
            .. table.Rows.Where(row => row.Fault is not null).Select(row =>
                LiveLine.Empty.Add($"server {row.Id} ", "red").Add(row.Fault!)),
            .. table.Held.Select(held => LiveLine.Empty.Add("data ", "yellow").Add(held)),
            .. table.Drift.Select(drift => LiveLine.Empty.Add("drift ", "yellow").Add($"{drift}")),
        ];
    }

    public static void WriteDrift(IAnsiConsole console, Observation observation)
    {
        foreach (var drift in observation.Drift)
        {
            console.MarkupLine($"[yellow]drift[/] {Markup.Escape($"{drift}")}");
        }
    }

    public static string Heading(Inventory inventory, StatusTable table) =>
        $"{inventory.Servers.Length} servers wanted, {table.Serving} serving" +
        (table.Conflict is not null ? ", two trees are served"
            : table.Serving > 0 && table.Leader is null ? ", no server leads" : "");

    /// <summary><c>42s</c>, <c>5m 07s</c>, <c>3h 05m</c>, <c>12d 4h</c>.</summary>
    public static string Uptime(TimeSpan time) => time switch
    {
        { TotalMinutes: < 1 } => time.ToString("%s's'", CultureInfo.InvariantCulture),
        { TotalHours: < 1 } => time.ToString("m'm 'ss's'", CultureInfo.InvariantCulture),
        { TotalDays: < 1 } => time.ToString("h'h 'mm'm'", CultureInfo.InvariantCulture),
        _ => time.ToString("d'd 'h'h'", CultureInfo.InvariantCulture),
    };

    public static string Latency(StatusRow row) => row.LatencyAverage is { } average && row.LatencyMax is { } most
        ? string.Create(CultureInfo.InvariantCulture, $"{average:0.0}/{most:0}")
        : "";

    private static string Role(StatusRow row) =>
        row.Leads ? "green bold" : row.IsServing ? "green" : row.Role is "down" or "unreachable" ? "red" : "yellow";

    private static string Number(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
