using System.Globalization;
using Ensembles.Verifying;
using Spectre.Console;

namespace Suite.Reports;

/// <summary>What was proved, check by check, and the servers as they are now.</summary>
internal static class VerificationView
{
    private const int MostDetails = 20;

    public static void Write(IAnsiConsole console, VerificationReport report)
    {
        console.MarkupLine($"[bold]Verification[/] {(report.Passed ? "[green]passed[/]" : "[red]FAILED[/]")} " +
            $"[grey]{ConsoleStory.Seconds(report.Took)}[/]");
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadLeft(2).PadRight(2)).AddColumn(new GridColumn().NoWrap().PadRight(2))
            .AddColumn();
        foreach (var check in report.Checks)
        {
            var (sign, colour) = Sign(check.Outcome);
            grid.AddRow(new Text(sign, colour), new Text(check.Name), new Text(check.Evidence, Color.Grey));
        }

        console.Write(grid);
        foreach (var check in report.Checks.Where(check => check.Outcome is CheckOutcome.Failed or CheckOutcome.Warning))
        {
            foreach (var detail in check.Details.Take(MostDetails))
            {
                console.MarkupLine($"    {Markup.Escape(check.Name)}: {Markup.Escape(detail)}");
            }
        }

        console.Write(Servers(report));
    }

    private static Table Servers(VerificationReport report)
    {
        var table = new Table().Border(TableBorder.Simple)
            .AddColumns("server", "address", "role", "zxid", "version")
            .AddColumns(Right("znodes"), Right("ms"), Right("missing writes"));
        foreach (var server in report.Servers)
        {
            var missing = server.MissingWrites?.ToString(CultureInfo.InvariantCulture) ?? "";
            table.AddRow(
                new Text(server.Id.ToString(CultureInfo.InvariantCulture)),
                new Text(server.Address.ToString()),
                new Text(server.Mode?.ToString().ToLowerInvariant() ?? "not serving"),
                new Text(server.Zxid.ToString()),
                new Text(server.Version?.ToString() ?? ""),
                new Text(server.Znodes.ToString(CultureInfo.InvariantCulture)),
                new Text(server.Latency?.Median.TotalMilliseconds.ToString("0.0", CultureInfo.InvariantCulture) ?? ""),
                new Text(missing, server.MissingWrites > 0 ? Color.Red : Color.Default));
        }

        return table;
    }

    private static (string Sign, Color Colour) Sign(CheckOutcome outcome) => outcome switch
    {
        CheckOutcome.Passed => ("passed", Color.Green),
        CheckOutcome.Failed => ("FAILED", Color.Red),
        CheckOutcome.Warning => ("mind", Color.Yellow),
        _ => ("skipped", Color.Grey),
    };

    private static TableColumn Right(string title) => new TableColumn(title).NoWrap().RightAligned();
}
