using System.Globalization;
using System.Text.Json.Nodes;
using Ensembles.Inventories;

namespace Suite.Reports;

/// <summary>What <c>Status --output=json</c> prints; <c>status.schema.json</c> beside this file documents it.</summary>
internal static class StatusJson
{
    public static JsonObject Of(Inventory inventory, StatusTable table) => new()
    {
        ["format"] = 1,
        ["ensemble"] = inventory.Ensemble,
        ["taken"] = table.Taken.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        ["wanted"] = inventory.Servers.Length,
        ["serving"] = table.Serving,
        ["leader"] = table.Leader,
        ["conflict"] = table.Conflict?.Text,
        ["conflictCode"] = table.Conflict?.Code.ToString(),
        ["servers"] = new JsonArray([.. table.Rows.Select(Row)]),
        ["drift"] = PlanJson.Drifts(table.Drift),
    };

    private static JsonObject Row(StatusRow row) => new()
    {
        ["id"] = row.Id,
        ["address"] = row.Address,
        ["role"] = row.Role,
        ["serving"] = row.IsServing,
        ["zxid"] = row.Zxid?.ToString(),
        ["lag"] = row.Lag,
        ["connections"] = row.Connections,
        ["outstanding"] = row.Outstanding,
        ["latencyAverage"] = row.LatencyAverage,
        ["latencyMax"] = row.LatencyMax,
        ["znodes"] = row.Znodes,
        ["version"] = row.Version?.ToString(),
        ["uptime"] = row.Uptime is { } uptime ? Math.Round(uptime.TotalSeconds) : null,
        ["members"] = new JsonArray([.. row.Members.Select(id => JsonValue.Create(id))]),
        ["configurationVersion"] = row.ConfigurationVersion,
        ["certificateDays"] = row.CertificateDays,
        ["fault"] = row.Fault,
    };
}
