using System.Text.Json.Nodes;
using Ensembles.Witnessing;
using Suite.Terminals;

namespace Suite.Reports;

internal static partial class JsonReport
{
    private static JsonObject? Clients(RunReport report) =>
        report.Account.Witnessed is not { Figures: var figures } record ? null : new()
    {
        ["sessions"] = record.Sessions.Length,
        ["elapsed"] = Milliseconds(record.Elapsed),
        ["operations"] = figures.Operations,
        ["acknowledgedWrites"] = figures.Writes,
        ["failed"] = figures.Failed,
        ["unknown"] = figures.Unknown,
        ["contradicted"] = figures.Contradicted,
        ["sessionsLost"] = figures.SessionsLost,
        ["missingWrites"] = report.Account.MissingWrites,
        ["longestGap"] = figures.LongestGap is { } longest ? Milliseconds(longest.Length) : null,
        ["gap"] = report.Timeline.LongestGap is not { } gap ? null : new JsonObject
        {
            ["started"] = Milliseconds(gap.Start),
            ["session"] = gap.Session,
            ["before"] = gap.Before?.ToString(),
            ["after"] = gap.After?.ToString(),
        },
    };

    private static JsonObject Timeline(RunTimeline timeline) => new()
    {
        ["from"] = Milliseconds(timeline.From),
        ["to"] = Milliseconds(timeline.To),
        ["width"] = Milliseconds(timeline.Width),
        ["slices"] = Array(timeline.Slices.Select(slice => new JsonObject
        {
            ["started"] = Milliseconds(slice.Start),
            ["acknowledged"] = slice.Acknowledged,
            ["failed"] = slice.Failed,
            ["longest"] = Milliseconds(slice.Longest),
        })),
        ["failures"] = Array(timeline.Failures.Select(Failure)),
    };

    private static JsonObject Failure(WitnessOperation operation) => new()
    {
        ["started"] = Milliseconds(operation.Start),
        ["took"] = Milliseconds(operation.Duration),
        ["session"] = operation.Session,
        ["kind"] = Name(operation.Kind),
        ["outcome"] = Name(operation.Outcome),
        ["error"] = Name(operation.Error),
        ["server"] = operation.Server?.ToString(),
    };

    private static JsonObject Server(RunReport report, Lane lane)
    {
        var before = report.StateBefore(lane.Server);
        return new()
        {
            ["id"] = lane.Server.Id,
            ["address"] = $"{lane.Server.Host}:{lane.Server.ClientPort}",
            ["isNew"] = !lane.Leaves && report.New.Contains(lane.Server.Id),
            ["leaves"] = lane.Leaves,
            ["before"] = before is null ? null : Wording.Role(before),
            ["now"] = lane.Now,
            ["versionBefore"] = before?.Version?.ToString(),
            ["phases"] = Array(lane.Phases.Select(phase => new JsonObject
            {
                ["state"] = Name(phase.State),
                ["from"] = Milliseconds(phase.From),
                ["to"] = Milliseconds(phase.To),
                ["step"] = phase.Step,
            })),
        };
    }
}
