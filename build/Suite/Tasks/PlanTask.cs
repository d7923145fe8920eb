using Cake.Frosting;
using Ensembles.Preflight;
using Ensembles.Rollouts;
using Suite.Reports;
using Suite.Runs;
using Suite.Workflows.Approval;

namespace Suite.Tasks;

[TaskName("Plan")]
[TaskDescription("Looks at the servers and prints what a rollout would do and why; changes nothing")]
[IsDependentOn(typeof(RenderTask))]
public sealed class PlanTask(RunResult answer) : SuiteTask
{
    protected override async Task RunAsync(SuiteContext context, CancellationToken cancellation)
    {
        var observation = await context.Run.ObserveAsync(cancellation);
        var plan = context.Run.Plan(observation);
        context.Run.Console.Show(plan);
        if (!plan.Steps.IsEmpty)
        {
            context.Run.Console.ShowData(observation);
        }

        context.Run.Console.ShowDrift(observation);
        var states = new PreflightReport(await context.Run.Provision.StatesOfAsync(
            observation, !plan.IsRefused && !plan.Steps.IsEmpty, cancellation));
        context.Run.Console.Show(states);
        if (answer.IsJson)
        {
            answer.Write(PlanJson.Of(context.Run.Inventory, observation, plan));
        }

        if (plan.IsRefused)
        {
            throw Failures.Refused(plan.Refusals);
        }

        var (fleet, renderer) = (context.Run.Fleet, context.Run.Renderer);
        var changes = FileChanges.Of(fleet, renderer, observation, plan);
        context.Run.Console.ShowChanges(
            changes,
            await context.Run.Provision.ReleaseChangesAsync(observation, cancellation));

        if (!states.Passed)
        {
            throw Failures.Unfit(states);
        }

        if (context.Options.PlanOut is { } file)
        {
            PlanFile.Write(file, context.Run.Inventory, context.Run.Templates, observation, plan, changes);
            context.Run.Console.Planned(file);
        }

        if (context.Options.DetailedExitCode && !plan.Steps.IsEmpty)
        {
            answer.ExitCode = ExitCodes.ChangesPending;
        }
    }
}
