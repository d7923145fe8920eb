using System.Text.Json.Nodes;

namespace Suite.Reports;

internal static partial class JsonReport
{
    private static JsonObject Versions(RunReport report) => new()
    {
        ["zooKeeperBefore"] = Versions(report.Account.Before.Concat(report.Leavers)
            .Select(state => (state.Id, state.Version?.ToString()))),
        ["zooKeeperNow"] = Versions((report.Account.Verification?.Servers ?? [])
            .Select(server => (server.Id, server.Version?.ToString()))),
        ["java"] = Versions(report.Account.Java.Select(found => (found.Key, (string?)found.Value))),
    };

    private static JsonArray Versions(IEnumerable<(int Id, string? Version)> servers) => Array(servers
        .Where(server => server.Version is not null).OrderBy(server => server.Id).GroupBy(server => server.Version!)
        .Select(same => new JsonObject
        {
            ["version"] = same.Key,
            ["servers"] = Array(same.Select(server => JsonValue.Create(server.Id))),
        }));
}
