using Cake.Frosting;
using Ensembles.Rollouts;
using Suite.Runs;

namespace Suite.Tasks;

[TaskName("Plan")]
[TaskDescription("Looks at the servers and prints what a rollout would do and why; changes nothing")]
[IsDependentOn(typeof(RenderTask))]
public sealed class PlanTask : SuiteTask
{
    protected override async Task RunAsync(SuiteContext context, CancellationToken cancellation)
    {
        var observation = await context.Run.ObserveAsync(cancellation);
        var plan = context.Run.Plan(observation);
        context.Run.Story.Show(plan);
        context.Run.Story.ShowDrift(observation);
        if (plan.IsRefused)
        {
            throw Failures.Refused(plan.Refusals);
        }

        var (fleet, renderer) = (context.Run.Fleet, context.Run.Renderer);
        context.Run.Story.ShowChanges(await FileChanges.OfAsync(fleet, renderer, observation, plan, cancellation));
    }
}
