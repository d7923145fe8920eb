using System.Globalization;
using System.Text;
using Ensembles.Inventories;
using Suite.Terminals;

namespace Suite.Reports;

/// <summary>
/// One look of <c>Status --watch</c> where nothing can be drawn over: a line with the time, then one per server.
/// </summary>
internal static class StatusBlock
{
    public static string Of(Inventory inventory, StatusTable table)
    {
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture,
            $"{table.Taken.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'} {inventory.Ensemble}: " +
            $"{StatusView.Heading(inventory, table)}"));
        foreach (var row in table.Rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n  {row.Id} {row.Role}");
            if (row.Zxid is { } zxid)
            {
                var lag = row.IsInEarlierEpoch ? "epoch" : $"{row.Lag}";
                text.Append(CultureInfo.InvariantCulture, $" zxid {zxid} lag {lag}");
                text.Append(CultureInfo.InvariantCulture, $" clients {row.Connections} queued {row.Outstanding}");
                text.Append(CultureInfo.InvariantCulture, $" ms {StatusView.Latency(row)} znodes {row.Znodes}");
                text.Append(CultureInfo.InvariantCulture, $" {row.Version}");
            }

            text.Append(row.Drifts == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" drift {row.Drifts}"));
            text.Append(row.Fault is null ? "" : $" ({Wording.OneLine(row.Fault)})");
        }

        return text.ToString();
    }
}
