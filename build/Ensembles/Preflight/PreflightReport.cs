using System.Collections.Immutable;
using System.Text;
using Ensembles.Findings;

namespace Ensembles.Preflight;

/// <summary>All faults of all hosts, errors first, then in the order of hosts and servers.</summary>
public sealed record PreflightReport(ImmutableArray<Finding> Faults)
{
    /// <summary>The Java version on the servers' hosts, by id; of hosts that told none they are left out.</summary>
    public ImmutableDictionary<int, string> Java { get; init; } = ImmutableDictionary<int, string>.Empty;

    /// <summary>Nothing keeps a rollout from beginning; there may be warnings.</summary>
    public bool Passed => Faults.All(fault => fault.Severity == FaultSeverity.Warning);

    /// <summary>A table with a row per fault; empty where there is none.</summary>
    public override string ToString()
    {
        if (Faults.IsEmpty)
        {
            return "";
        }

        string[][] rows = [["", "host", "server", "found", "remedy"], .. Faults.Select(Cells)];
        var widths = Enumerable.Range(0, rows[0].Length).Select(cell => rows.Max(row => row[cell].Length)).ToArray();
        var table = new StringBuilder();
        foreach (var row in rows)
        {
            table.AppendLine(string.Join("  ", row.Select((cell, index) => cell.PadRight(widths[index]))).TrimEnd());
        }

        return table.ToString();
    }

    private static string[] Cells(Finding fault) =>
        [
            $"{fault.Severity.ToString().ToLowerInvariant()} {fault.Code}", fault.Subject.Host ?? "", $"{fault.Subject.Server}",
            fault.Message, fault.Remedy,
        ];
}
