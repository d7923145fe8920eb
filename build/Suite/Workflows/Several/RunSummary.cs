using System.Text.Json;

namespace Suite.Workflows.Several;

/// <summary>What the report of a run says of it in a sentence.</summary>
internal static class RunSummary
{
    /// <param name="runs">The folder of an ensemble's reports.</param>
    /// <param name="since">Of a run that has begun since then.</param>
    /// <returns>Null where no such run has left a report.</returns>
    public static string? Newest(string runs, DateTime since)
    {
        if (!Directory.Exists(runs))
        {
            return null;
        }

        var report = Directory.EnumerateDirectories(runs).Select(folder => Path.Combine(folder, "report.json"))
            .Where(file => File.Exists(file) && File.GetLastWriteTimeUtc(file) >= since).Order(StringComparer.Ordinal).LastOrDefault();
        if (report is null)
        {
            return null;
        }

        using var document = JsonDocument.Parse(File.ReadAllText(report));
        var summary = document.RootElement.GetProperty("summary").GetString()!;
        return $"{summary.Split('\n')[0].TrimEnd('.')}. {Path.Combine(Path.GetDirectoryName(report)!, "report.html")}";
    }
}
