using Ensembles.Planning;
using Ensembles.Planning.QuorumModel;
using Spectre.Console;
using Suite.Terminals;

namespace Suite.Reports;

/// <summary>A plan as text: the engine and why, the steps in order with their reasons.</summary>
internal static class PlanView
{
    public static void Write(IAnsiConsole console, Plan plan)
    {
        // The reasons are the message that the run ends with.
        if (plan.IsRefused)
        {
            return;
        }

        if (plan.Steps.IsEmpty)
        {
            console.MarkupLine("[green]Nothing to do[/]: the ensemble is as its inventory wants it.");
            return;
        }

        Line(
            plan.Engine == Engine.None
                ? "[bold]Plan[/]: "
                : $"[bold]Plan[/] by {plan.Engine.ToString().ToLowerInvariant()}: ",
            plan.Engine == Engine.None && plan.EngineReason.Length == 0 ? "no server joins or leaves" : plan.EngineReason);
        var entries = plan.Steps.Select((step, index) =>
            (new Text($"{index + 1}."), new Text(step.Title), new Text(step.Reason, Color.Grey)));
        console.Write(Entries.Of([.. entries], console.Profile.Width));
        if (plan.Proof is { } proof)
        {
            var colour = plan.Verdict is Verdict.Safe ? "green" : "red";
            console.MarkupLine($"  [{colour}]{Wrapped.Hanging("", proof, console.Profile.Width - 2)}[/]");
        }

        foreach (var warning in plan.Warnings)
        {
            Line($"[yellow]Warning {warning.Code}:[/] ", warning.Text);
        }

        void Line(string lead, string text) =>
            console.MarkupLine(Wrapped.Hanging(lead, Wording.OneLine(text), console.Profile.Width));
    }
}
