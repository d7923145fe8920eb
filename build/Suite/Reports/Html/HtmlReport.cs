using System.Reflection;
using Ensembles.Findings;
using Scriban;
using Scriban.Runtime;
using Suite.Terminals;

namespace Suite.Reports.Html;

/// <summary>
/// The run as <c>report.html</c>: one file that needs no network and no script. Every figure in it is taken from what
/// <c>report.json</c> holds, and says from where by its <c>data-path</c>.
/// </summary>
internal static class HtmlReport
{
    private static readonly Lazy<Template> Page = new(
        () => Template.Parse(Resource("report.html.scriban"), "report.html.scriban"));

    public static string Text(RunReport report)
    {
        var json = JsonReport.Of(report);
        var model = Figures.Functions(json);
        model["report"] = Figures.Scripted(json);
        model["failed_step"] = report.Steps.Any(step => step.Failure is not null);
        model["new_servers"] = new ScriptArray(report.New.Cast<object>());
        model["leaving_servers"] = new ScriptArray(
            report.Timeline.Lanes.Where(lane => lane.Leaves).Select(report.Timeline.NameOf));
        model["old_servers"] = report.Inventory.Servers.Length - report.New.Length + report.Leavers.Length;
        model["engine"] = report.Account.Plan is { } plan ? Wording.Engine(plan.Engine) : "";
        model["states"] = new ScriptArray(report.Timeline.Lanes
            .SelectMany(lane => lane.Phases).Select(phase => phase.State).Distinct().Order()
            .Select(state => new ScriptObject
            {
                ["name"] = LaneRows.Name(state),
                ["words"] = LaneRows.Words(state),
            }).DistinctBy(state => state["words"]));
        model["found"] = new ScriptArray(report.FoundBefore.Select(finding => new ScriptObject
        {
            ["code"] = $"{finding.Severity} {finding.Code}",
            ["subject"] = finding.Subject == Subject.Ensemble ? "" : $", {finding.Subject}",
            ["text"] = finding.Text,
        }));
        model["chart"] = new Raw(Chart.Of(report.Timeline, report.Steps).ToString());
        model["style"] = new Raw(Resource("report.css"));
        var context = new EscapingContext
        {
            StrictVariables = true,
            EnableRelaxedMemberAccess = false,
            NewLine = "\n",
            LoopLimit = 0,
        };
        context.PushGlobal(model);
        return Page.Value.Render(context);
    }

    private static string Resource(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not in the assembly");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Replace("\r\n", "\n", StringComparison.Ordinal);
    }
}
