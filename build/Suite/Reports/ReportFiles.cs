using Ensembles.Inventories;
using Suite.Outgoing;
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

    /// <param name="text">What all of it passes.</param>
    /// <param name="stepSummary">File that the Markdown is appended to as well; null or empty: none.</param>
    /// <returns>Path of <c>report.html</c>.</returns>
    public static string Write(
        string artifacts, Inventory inventory, RunRecord account, OutgoingText text, string? stepSummary = null)
    {
        var folder = Directory.CreateDirectory(Path.Combine(artifacts, "runs", account.RunId)).FullName;
        var report = new RunReport(inventory, account);
        var markdown = text.Clean(MarkdownReport.Of(report));
        var page = Path.Combine(folder, "report.html");
        File.WriteAllText(Path.Combine(folder, "report.json"), text.Clean(JsonReport.Text(report)));
        File.WriteAllText(Path.Combine(folder, "junit.xml"), text.Clean(JUnitReport.Text(report)));
        File.WriteAllText(Path.Combine(folder, "report.md"), markdown);
        File.WriteAllText(page, text.Clean(HtmlReport.Text(report)));
        if (stepSummary is { Length: > 0 })
        {
            File.AppendAllText(stepSummary, markdown);
        }

        return page;
    }
}
