using Ensembles.Findings;
using Ensembles.Preflight;
using Suite.Terminals;

namespace Suite.Reports;

/// <summary>What preflight found: a table where it fits, else fault by fault.</summary>
internal static class FaultsView
{
    private const int Indent = 9;

    /// <param name="width">Of a line in cells.</param>
    public static IEnumerable<string> Lines(PreflightReport report, int width)
    {
        var table = report.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.TrimEnd()).ToList();
        return table.All(line => LiveLine.Cells(line) <= width)
            ? table
            : report.Faults.SelectMany(fault => Lines(fault, width));
    }

    private static IEnumerable<string> Lines(Finding fault, int width)
    {
        var kind = $"{fault.Severity}".ToLowerInvariant().PadRight(Indent);
        return
        [
            .. Wrapped.Lines($"{kind}{fault.Code} {fault.Subject}: {fault.Message}", width, Indent),
            .. Wrapped.Lines($"remedy:  {fault.Remedy}", width, Indent),
        ];
    }
}
