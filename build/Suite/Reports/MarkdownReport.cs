using System.Globalization;
using System.Text;
using Ensembles.Verifying;
using Suite.Terminals;

namespace Suite.Reports;

/// <summary>The run in short, for pull requests and summaries of CI jobs (GitHub's Markdown).</summary>
internal static class MarkdownReport
{
    private const int MostFailedDetails = 10;

    public static string Of(RunReport report)
    {
        var text = new StringBuilder();
        var sign = report.Outcome switch { RunOutcome.Done => "✅", RunOutcome.Failed => "❌", _ => "⚪" };
        Line($"## {sign} {Escape(report.Inventory.Ensemble)}: {Escape(report.Summary)}");
        Line($"ZooKeeper {report.Inventory.Release.Version}, {report.Inventory.Servers.Length} servers" +
            (report.New.IsEmpty ? "" : $" ({string.Join(", ", report.New)} new)") +
            $". Run `{report.Account.RunId}`, {Wording.Time(report.Took)}.");
        Line(Versions(report));
        Steps(report, Line);
        if (report.Account.Plan?.Proof is { } proof)
        {
            Line($"**Before the first change**: {Escape(proof)}.");
        }

        if (report.Account.Failure is { } failure && Wording.Details(failure) is { Length: > 0 } details)
        {
            Line("What the failure came with:");

            // Indented text is code, whatever stands in it.
            Line("    " + Wording.Printable(details).ReplaceLineEndings("\n    "));
        }

        if (!report.FoundBefore.IsEmpty)
        {
            Line("**Found**:");
            Line(string.Join('\n', report.FoundBefore.Select(finding =>
                $"- {finding.Severity.ToString().ToLowerInvariant()} {finding.Code}, " +
                Escape($"{finding.Subject}: {finding.Text}"))));
        }

        Clients(report, Line);
        Verification(report, Line);
        if (report.Account.Backup is { } backup)
        {
            Line($"**Backup**: {Escape($"{backup} on {backup.Host} in {backup.Folder}")}. " +
                $"A new ensemble of it: `{report.Account.RestoreCommand}`");
        }

        if (report.Account.Bundle is { } bundle)
        {
            Line($"Logs, configurations and plan, for finding out why: `{bundle}` beside this report.");
        }

        return text.ToString();

        void Line(string line) => text.Append(line).Append("\n\n");
    }

    private static string Versions(RunReport report)
    {
        var java = report.Account.Java.Values.Distinct().Order(StringComparer.Ordinal).ToList();
        var found = java.Count == 0 ? "not asked for" : Escape(string.Join(", ", java));
        return $"Suite {JsonReport.SuiteVersion}; Java {found}.";
    }

    private static void Steps(RunReport report, Action<string> write)
    {
        var rows = report.Steps.Select((step, index) => Row(
            Number(index + 1),
            Escape(step.Step.Title),
            step.Failure is null ? Wording.Time(step.Took) : $"❌ {Escape(Wording.Headline(step.Failure))}",
            RunTimeline.During(report, step.Started, step.Took) is { } seen
                ? $"{seen.Failed} failed, slowest {Wording.Time(seen.Longest)}"
                : "",
            Escape(step.Step.Reason)));
        var pending = report.Pending.Select(step => Row("", Escape(step.Title), "not done", "", Escape(step.Reason)));
        write(Table(["", "step", "took", "clients meanwhile", "why"], [.. rows, .. pending]));
    }

    private static void Clients(RunReport report, Action<string> write)
    {
        if (report.Account.Witnessed is not { Figures: var seen } record)
        {
            write("**Clients** were not watched.");
            return;
        }

        write($"**Clients**: {record.Sessions.Length} sessions, {Wording.Count(seen.Operations)} operations, " +
            $"{Wording.Count(seen.Failed)} failed, {seen.SessionsLost} sessions lost, longest gap " +
            $"{(seen.LongestGap is { } gap ? Wording.Time(gap.Length) : "unknown")}, missing writes " +
            $"{report.Account.MissingWrites?.ToString(CultureInfo.InvariantCulture) ?? "not verified"}.");
    }

    private static void Verification(RunReport report, Action<string> write)
    {
        if (report.Account.Verification is not { } verification)
        {
            return;
        }

        var passed = verification.Checks.Count(check => check.Outcome == CheckOutcome.Passed);
        write($"**Verification** {(verification.Passed ? "passed" : "failed")}: " +
            $"{passed} of {verification.Checks.Length} checks passed.");
        var wrong = verification.Checks.Where(check => check.Outcome is CheckOutcome.Failed or CheckOutcome.Warning)
            .SelectMany(check => check.Details.Take(MostFailedDetails).Prepend(check.Evidence).Select(
                line => $"- {check.Outcome.ToString().ToLowerInvariant()}{Code(check)}, {Escape(check.Name)}: {Escape(line)}"))
            .ToList();
        if (wrong.Count > 0)
        {
            write(string.Join('\n', wrong));
        }

        var servers = verification.Servers.Select(server => Row(
            Number(server.Id), Escape(server.Address.ToString()), Wording.Role(server.Mode), server.Zxid.ToString(),
            Wording.Count(server.Znodes), server.MissingWrites?.ToString(CultureInfo.InvariantCulture) ?? ""));
        write(Table(["server", "address", "role", "zxid", "znodes", "missing writes"], servers));
        if (verification.Servers.Any(server => !server.Smoke.IsEmpty))
        {
            write($"Latency in ms: {SmokeView.Percentiles}.");
            write(Table(
                ["server", .. SmokeView.Operations],
                verification.Servers.Select(server => Row([Number(server.Id), .. SmokeView.Cells(server)]))));
        }
    }

    private static string Code(Check check) => check.Code is { } code ? $" {code}" : "";

    private static string Table(string[] titles, IEnumerable<string> rows) =>
        string.Join('\n', [Row(titles), Row([.. titles.Select(_ => "---")]), .. rows]);

    private static string Row(params string[] cells) => $"| {string.Join(" | ", cells)} |";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Text of others shows as it is: no markup, no HTML, no second line, no new cell.</summary>
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var character in Wording.Printable(text))
        {
            _ = character switch
            {
                '\n' or '\r' => escaped.Append(' '),
                '<' => escaped.Append("&lt;"),
                '&' => escaped.Append("&amp;"),
                '\\' or '|' or '*' or '_' or '`' or '[' or ']' or '~' => escaped.Append('\\').Append(character),
                _ => escaped.Append(character),
            };
        }

        return escaped.ToString();
    }
}
