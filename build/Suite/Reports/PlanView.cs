using Ensembles.Planning;
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
            ? "[bold]Plan[/]: nobody joins"
            : $"[bold]Plan[/] by {plan.Engine.ToString().ToLowerInvariant()}: {Markup.Escape(plan.EngineReason)}");
        var entries = plan.Steps.Select((step, index) =>
            (new Text($"{index + 1}."), new Text(step.Title), new Text(step.Reason, Color.Grey)));
        console.Write(Entries.Of([.. entries], console.Profile.Width));
        if (plan.Proof is { } proof)
        {
            console.MarkupLine($"  [green]{Markup.Escape(proof)}[/]");
        }

        foreach (var warning in plan.Warnings)
        {
            console.MarkupLine($"[yellow]Mind:[/] {Markup.Escape(warning)}");
        }
    }
}
