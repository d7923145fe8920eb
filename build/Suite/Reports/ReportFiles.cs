using Ensembles.Inventories;
using Suite.Reports.Html;
using Suite.Runs;

namespace Suite.Reports;

/// <summary>
/// Writes the reports of a run into <c>artifacts/ENSEMBLE/runs/TIME/</c>: <c>report.json</c> for programs,
/// <c>junit.xml</c> for CI servers, <c>report.md</c> for pull requests, <c>report.html</c> for people.
/// </summary>
internal static class ReportFiles
{
    /// <summary>The environment variable that names the file which GitHub shows as the summary of a step.</summary>
    public const string StepSummary = "GITHUB_STEP_SUMMARY";

    /// <param name="stepSummary">File that the Markdown is appended to as well; null or empty: none.</param>
    /// <returns>Path of <c>report.html</c>.</returns>
    public static string Write(string artifacts, Inventory inventory, Account account, string? stepSummary = null)
    {
        var folder = Directory.CreateDirectory(Path.Combine(artifacts, "runs", account.RunId)).FullName;
        var report = new RunReport(inventory, account);
        var markdown = MarkdownReport.Of(report);
        var page = Path.Combine(folder, "report.html");
        File.WriteAllText(Path.Combine(folder, "report.json"), JsonReport.Text(report));
        File.WriteAllText(Path.Combine(folder, "junit.xml"), JUnitReport.Text(report));
        File.WriteAllText(Path.Combine(folder, "report.md"), markdown);
        File.WriteAllText(page, HtmlReport.Text(report));
        if (stepSummary is { Length: > 0 })
        {
            File.AppendAllText(stepSummary, markdown);
        }

        return page;
    }
}
