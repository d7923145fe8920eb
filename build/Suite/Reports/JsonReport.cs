using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ensembles.Inventories;
using Suite.Runs;

namespace Suite.Reports;

/// <summary>The account of a run as <c>artifacts/ENSEMBLE/runs/TIME/report.json</c>. Times are in milliseconds.</summary>
internal static class JsonReport
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <returns>The file's path.</returns>
    public static string Write(string artifacts, Inventory inventory, Account account)
    {
        var folder = Directory.CreateDirectory(Path.Combine(artifacts, "runs", account.RunId)).FullName;
        var path = Path.Combine(folder, "report.json");
        File.WriteAllText(path, Of(inventory, account).ToJsonString(Indented) + "\n");
        return path;
    }

    internal static JsonObject Of(Inventory inventory, Account account) => new()
    {
        ["ensemble"] = inventory.Ensemble,
        ["release"] = inventory.Release.Version.ToString(),
        ["run"] = account.RunId,
        ["started"] = account.Started.ToString("O", CultureInfo.InvariantCulture),
        ["plan"] = Plan(account),
        ["steps"] = new JsonArray([.. account.Steps.Select(step => new JsonObject
        {
            ["title"] = step.Step.Title,
            ["server"] = step.Step.ServerId,
            ["stage"] = step.Step.Stage.ToString(),
            ["started"] = step.Started.TotalMilliseconds,
            ["took"] = step.Took.TotalMilliseconds,
            ["failure"] = step.Failure,
        })]),
        ["clients"] = Clients(account),
        ["verification"] = Verification(account),
    };

    private static JsonObject? Plan(Account account) => account.Plan is not { } plan ? null : new()
    {
        ["engine"] = plan.Engine.ToString().ToLowerInvariant(),
        ["reason"] = plan.EngineReason,
        ["steps"] = new JsonArray([.. plan.Steps.Select(step => new JsonObject
        {
            ["title"] = step.Title,
            ["stage"] = step.Stage.ToString(),
            ["reason"] = step.Reason,
        })]),
    };

    private static JsonObject? Clients(Account account) => account.Witnessed?.Figures is not { } figures ? null : new()
    {
        ["sessions"] = account.Witnessed.Sessions.Length,
        ["elapsed"] = account.Witnessed.Elapsed.TotalMilliseconds,
        ["operations"] = figures.Operations,
        ["acknowledgedWrites"] = figures.Writes,
        ["failed"] = figures.Failed,
        ["unknown"] = figures.Unknown,
        ["sessionsLost"] = figures.SessionsLost,
        ["longestGap"] = figures.LongestGap?.Length.TotalMilliseconds,
    };

    private static JsonObject? Verification(Account account) => account.Verification is not { } report ? null : new()
    {
        ["passed"] = report.Passed,
        ["took"] = report.Took.TotalMilliseconds,
        ["checks"] = new JsonArray([.. report.Checks.Select(check => new JsonObject
        {
            ["name"] = check.Name,
            ["outcome"] = check.Outcome.ToString().ToLowerInvariant(),
            ["evidence"] = check.Evidence,
            ["details"] = new JsonArray([.. check.Details.Select(detail => JsonValue.Create(detail))]),
        })]),
        ["servers"] = new JsonArray([.. report.Servers.Select(server => new JsonObject
        {
            ["id"] = server.Id,
            ["address"] = server.Address.ToString(),
            ["role"] = server.Mode?.ToString().ToLowerInvariant(),
            ["zxid"] = server.Zxid.ToString(),
            ["version"] = server.Version?.ToString(),
            ["znodes"] = server.Znodes,
            ["missingWrites"] = server.MissingWrites,
        })]),
    };
}
