using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ensembles.HostAccess;
using Ensembles.Observing;
using Ensembles.Planning;
using Ensembles.Planning.QuorumModel;
using Ensembles.Rollouts;
using Ensembles.Verifying;
using Suite.Runs;
using Suite.Terminals;

namespace Suite.Reports;

/// <summary>
/// The account of a run as <c>report.json</c>, which <c>report.schema.json</c> beside this file documents. Times are in
/// milliseconds, those of events count from the start of the run.
/// </summary>
internal static partial class JsonReport
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // A file of its own, never a part of a page.
    };

    public static string Text(RunReport report) => Of(report).ToJsonString(Indented) + "\n";

    public static JsonObject Of(RunReport report) => new()
    {
        ["format"] = 1,
        ["ensemble"] = report.Inventory.Ensemble,
        ["inventory"] = Path.GetFileName(report.Inventory.File),
        ["release"] = report.Inventory.Release.Version.ToString(),
        ["membership"] = Name(report.Inventory.Membership),
        ["run"] = report.Account.RunId,
        ["started"] = report.Account.Started.ToString("O", CultureInfo.InvariantCulture),
        ["took"] = Milliseconds(report.Took),
        ["parts"] = Parts(report.Account.Times),
        ["outcome"] = Name(report.Outcome),
        ["summary"] = report.Summary,
        ["failure"] = report.Account.Failure,
        ["findings"] = FindingJson.Of(report.Findings),
        ["bundle"] = report.Account.Bundle,
        ["asked"] = new JsonObject
        {
            ["target"] = report.Account.Asked.Target,
            ["by"] = report.Account.Asked.By,
            ["strategy"] = Name(report.Account.Asked.Strategy),
        },
        ["wanted"] = report.Inventory.Servers.Length,
        ["suite"] = SuiteVersion,
        ["versions"] = Versions(report),
        ["plan"] = Plan(report),
        ["steps"] = Array(report.Steps.Select((step, index) => Step(report, step, index + 1))),
        ["clients"] = Clients(report),
        ["timeline"] = Timeline(report.Timeline),
        ["servers"] = Array(report.Timeline.Lanes.Select(lane => Server(report, lane))),
        ["backup"] = Backup(report.Account),
        ["verification"] = Verification(report.Account.Verification),
        ["changes"] = report.Account.Changes is not { } changes ? null : Array(changes
            .GroupBy(change => (Path.GetFileName(change.Path), string.Join('\n', change.Lines))).Select(Change)),
    };

    public static string SuiteVersion => string.Create(CultureInfo.InvariantCulture,
        $"{typeof(JsonReport).Assembly.GetName().Version?.ToString(3)} on {RuntimeInformation.FrameworkDescription}");

    private static JsonObject Parts(PartTimes times) => new(Enum.GetValues<RunPart>().Select(part =>
        KeyValuePair.Create(
            JsonNamingPolicy.CamelCase.ConvertName($"{part}"), (JsonNode?)JsonValue.Create(Milliseconds(times[part])))));

    private static JsonObject? Plan(RunReport report) => report.Account.Plan is not { } plan ? null : new()
    {
        ["engine"] = Name(plan.Engine),
        ["reason"] = plan.EngineReason,
        ["warnings"] = Array(plan.Warnings.Select(warning => JsonValue.Create(warning.Text))),
        ["proof"] = plan.Verdict is not Verdict.Safe safe ? null : new JsonObject
        {
            ["sentence"] = safe.ToString(),
            ["states"] = safe.States,
            ["hole"] = safe.Hole,
        },
        ["steps"] = Array(plan.Steps.Select(Step)),
        ["pending"] = Array(report.Pending.Select(Step)),
    };

    private static JsonObject Step(Step step) => new()
    {
        ["title"] = step.Title,
        ["server"] = step.ServerId,
        ["stage"] = step.Stage.ToString(),
        ["reason"] = step.Reason,
    };

    private static JsonObject Step(RunReport report, StepRecord record, int number)
    {
        var step = Step(record.Step);
        step["number"] = number;
        step["started"] = Milliseconds(record.Started);
        step["took"] = Milliseconds(record.Took);
        step["failure"] = record.Failure;
        var clients = RunTimeline.During(report, record.Started, record.Took);
        step["clients"] = clients is not { } seen ? null : new JsonObject
        {
            ["acknowledged"] = seen.Acknowledged,
            ["failed"] = seen.Failed,
            ["longest"] = Milliseconds(seen.Longest),
        };
        return step;
    }

    private static JsonObject? Backup(RunRecord account) => account.Backup is not { } backup ? null : new()
    {
        ["server"] = backup.Server,
        ["host"] = backup.Host,
        ["folder"] = backup.Folder,
        ["last"] = backup.Content?.Last.ToString(),
        ["bytes"] = backup.Bytes,
        ["took"] = Milliseconds(backup.Took),
        ["restore"] = account.RestoreCommand,
    };

    private static JsonObject? Verification(VerificationReport? report) => report is null ? null : new()
    {
        ["passed"] = report.Passed,
        ["took"] = Milliseconds(report.Took),
        ["checks"] = Array(report.Checks.Select(check => new JsonObject
        {
            ["name"] = check.Name,
            ["code"] = check.Code?.ToString(),
            ["outcome"] = Name(check.Outcome),
            ["evidence"] = check.Evidence,
            ["details"] = Array(check.Details.Select(detail => JsonValue.Create(detail))),
        })),
        ["servers"] = Array(report.Servers.Select(server => new JsonObject
        {
            ["id"] = server.Id,
            ["address"] = server.Address.ToString(),
            ["role"] = server.Mode is { } mode ? Wording.Role(mode) : null,
            ["zxid"] = server.Zxid.ToString(),
            ["version"] = server.Version?.ToString(),
            ["znodes"] = server.Znodes,
            ["connections"] = server.Connections,
            ["latency"] = server.Latency is { } latency ? Milliseconds(latency.Median) : null,
            ["missingWrites"] = server.MissingWrites,
            ["fault"] = server.Fault,
            ["smoke"] = Array(server.Smoke.Select(Smoke)),
        })),
    };

    private static JsonObject Smoke(SmokeResult result) => new()
    {
        ["operation"] = Name(result.Operation),
        ["passed"] = result.Passed,
        ["count"] = result.Latency?.Count ?? 0,
        ["p50"] = result.Latency is { } latency ? Milliseconds(latency.Median) : null,
        ["p95"] = result.Latency is { } most ? Milliseconds(most.Percentile95) : null,
        ["p99"] = result.Latency is { } nearlyAll ? Milliseconds(nearlyAll.Percentile99) : null,
        ["longest"] = result.Latency is { } all ? Milliseconds(all.Longest) : null,
    };

    /// <param name="same">The same change of the same file, on one server or several.</param>
    private static JsonObject Change(IEnumerable<ChangedFile> same)
    {
        var (all, lines) = (same.ToList(), same.First().Lines);
        return new()
        {
            ["file"] = Path.GetFileName(all[0].Path),
            ["servers"] = Array(all.Select(change => JsonValue.Create(change.Server))),
            ["paths"] = Array(all.Select(change => JsonValue.Create(change.Path))),
            ["isNew"] = all[0].Before is null,
            ["added"] = lines.Count(line => line[0] == '+'),
            ["removed"] = lines.Count(line => line[0] == '-'),
            ["lines"] = Array(lines.Select(line => JsonValue.Create(line))),
        };
    }

    private static JsonArray Array(IEnumerable<JsonNode?> items) => [.. items];

    /// <summary>To the microsecond.</summary>
    private static double Milliseconds(TimeSpan time) => Math.Round(time.TotalMilliseconds, 3);

    private static string Name<T>(T value) where T : struct, Enum =>
        JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
