using System.Text.Json;
using System.Text.Json.Nodes;
using Ensembles.Findings;

namespace Suite.Reports;

/// <summary>Findings as all JSON of the suite shows them.</summary>
internal static class FindingJson
{
    public static JsonArray Of(IEnumerable<Finding> findings) => [.. findings.Select(finding => new JsonObject
    {
        ["code"] = finding.Code.ToString(),
        ["title"] = finding.Code.Title,
        ["severity"] = JsonNamingPolicy.CamelCase.ConvertName(finding.Severity.ToString()),
        ["subject"] = finding.Subject.ToString(),
        ["server"] = finding.Subject.Server,
        ["message"] = finding.Message.TrimEnd(':'),
        ["remedy"] = finding.Remedy.Length == 0 ? finding.Code.Remedy : finding.Remedy,
    })];
}
