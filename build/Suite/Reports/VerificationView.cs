using System.Globalization;
using Ensembles.Verifying;
using Spectre.Console;
using Suite.Terminals;

namespace Suite.Reports;

/// <summary>What was proved, check by check, and the servers as they are now.</summary>
internal static class VerificationView
{
    private const int MostDetails = 20;

    private static readonly FittedColumn<VerifiedServer>[] Columns =
    [
        new("server", 0, server => Number(server.Id)),
        new("address", 2, server => server.Address.ToString()),
        new("role", 0, server => server.Mode?.ToString().ToLowerInvariant() ?? "not serving"),
        new("zxid", 1, server => server.Zxid.ToString()),
        new("version", 3, server => server.Version?.ToString() ?? ""),
        new("znodes", 4, server => Number(server.Znodes), IsNumber: true),
        new("missing writes", 0, server => server.MissingWrites is { } missing ? Number(missing) : "", IsNumber: true,
            Style: server => server.MissingWrites > 0 ? "red" : ""),
    ];

    public static void Write(IAnsiConsole console, VerificationReport report)
    {
        console.MarkupLine($"[bold]Verification[/] {(report.Passed ? "[green]passed[/]" : "[red]FAILED[/]")} " +
            $"[grey]{Wording.Seconds(report.Took)}[/]");
        var entries = report.Checks.Select(check =>
        {
            var (sign, colour) = Sign(check.Outcome);
            return (new Text(sign, colour), new Text(check.Name),
                new Text(
                    Wording.Printable(check.Code is { } code ? $"{code}: {check.Evidence}" : check.Evidence), Color.Grey));
        });
        console.Write(Entries.Of([.. entries], console.Profile.Width));
        foreach (var check in report.Checks.Where(check =>
            check.Outcome is CheckOutcome.Failed or CheckOutcome.Warning))
        {
            foreach (var detail in check.Details.Take(MostDetails))
            {
                console.MarkupLine($"    {Markup.Escape(check.Name)}: {Markup.Escape(Wording.OneLine(detail))}");
            }
        }

        foreach (var line in (IEnumerable<LiveLine>)[
            LiveLine.Empty, .. FittedTable.Lines(Columns, report.Servers, console.Profile.Width),
            .. SmokeView.Lines(report, console.Profile.Width)])
        {
            console.MarkupLine(line.ToMarkup());
        }
    }

    private static (string Sign, Color Colour) Sign(CheckOutcome outcome) => outcome switch
    {
        CheckOutcome.Passed => ("passed", Color.Green),
        CheckOutcome.Failed => ("FAILED", Color.Red),
        CheckOutcome.Warning => ("mind", Color.Yellow),
        _ => ("skipped", Color.Grey),
    };

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
