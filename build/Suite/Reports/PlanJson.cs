using System.Text.Json;
using System.Text.Json.Nodes;
using Ensembles.Inventories;
using Ensembles.Observing;
using Ensembles.Planning;

namespace Suite.Reports;

/// <summary>What <c>Plan --output=json</c> prints; <c>plan.schema.json</c> beside this file documents it.</summary>
internal static class PlanJson
{
    public static JsonObject Of(Inventory inventory, Observation observation, Plan plan, bool isPending) => new()
    {
        ["format"] = 1,
        ["ensemble"] = inventory.Ensemble,
        ["changesPending"] = isPending,
        ["engine"] = JsonNamingPolicy.CamelCase.ConvertName(plan.Engine.ToString()),
        ["reason"] = plan.EngineReason,
        ["refusals"] = Texts(plan.Refusals.Select(refusal => refusal.Text)),
        ["findings"] = FindingJson.Of(plan.Refusals.Concat(plan.Warnings)),
        ["warnings"] = Texts(plan.Warnings.Select(warning => warning.Text)),
        ["proof"] = plan.Proof,
        ["steps"] = new JsonArray([.. plan.Steps.Select(step => new JsonObject
        {
            ["title"] = step.Title,
            ["server"] = step.ServerId,
            ["stage"] = step.Stage.ToString(),
            ["reason"] = step.Reason,
        })]),
        ["drift"] = Drifts(observation.Drift),
    };

    public static JsonArray Drifts(IEnumerable<Drift> drifts) => [.. drifts.Select(drift => new JsonObject
    {
        ["code"] = drift.Finding.Code.ToString(),
        ["server"] = drift.Server,
        ["kind"] = JsonNamingPolicy.CamelCase.ConvertName(drift.Kind.ToString()),
        ["what"] = drift.What,
        ["remedy"] = drift.Remedy,
    })];

    private static JsonArray Texts(IEnumerable<string> texts) => [.. texts.Select(text => JsonValue.Create(text))];
}
