using Ensembles.Planning;
using Ensembles.Planning.Model;
using Spectre.Console;

namespace Suite.Reports;

/// <summary>A plan as text: the engine and why, the steps in order with their reasons.</summary>
internal static class PlanView
{
    public static void Write(IAnsiConsole console, Plan plan)
    {
        foreach (var refusal in plan.Refusals)
        {
            console.MarkupLine($"[red]Refused:[/] {Markup.Escape(refusal)}");
        }

        if (plan.IsRefused)
        {
            return;
        }

        if (plan.Steps.IsEmpty)
        {
            console.MarkupLine("[green]Nothing to do[/]: the ensemble is as its inventory wants it.");
            return;
        }

        console.MarkupLine(plan.Engine == Engine.None
            ? $"[bold]Plan[/]: {(plan.EngineReason.Length > 0 ? Markup.Escape(plan.EngineReason) : "nobody joins or leaves")}"
            : $"[bold]Plan[/] by {plan.Engine.ToString().ToLowerInvariant()}: {Markup.Escape(plan.EngineReason)}");
        var entries = plan.Steps.Select((step, index) =>
            (new Text($"{index + 1}."), new Text(step.Title), new Text(step.Reason, Color.Grey)));
        console.Write(Entries.Of([.. entries], console.Profile.Width));
        if (plan.Proof is { } proof)
        {
            var colour = plan.Verdict is Verdict.Safe ? "green" : "red";
            console.MarkupLine($"  [{colour}]{Markup.Escape(proof)}[/]");
        }

        foreach (var warning in plan.Warnings)
        {
            console.MarkupLine($"[yellow]Mind:[/] {Markup.Escape(warning)}");
        }
    }
}
