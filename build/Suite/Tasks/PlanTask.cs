using Cake.Frosting;
using Ensembles.Observing;
using Ensembles.Planning;
using Ensembles.Rollouts;
using Suite.Arguments;
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
        if (context.Options.Given.Text(ArgumentList.PlanFor) == "Rollback")
        {
            await context.TurnBackAsync(cancellation);
        }

        var run = context.Run;
        var observation = await run.ObserveAsync(cancellation);
        var plan = run.Plan(observation);
        if (run.Embedded.StartsFirst(plan))
        {
            run.Console.Say(run.Embedded.Beginning);
            plan = plan with { Refusals = [] };
            Answer(context, observation, plan, isPending: true);
            return;
        }

        run.Console.Show(plan);
        if (!plan.Steps.IsEmpty)
        {
            run.Console.ShowData(observation);
        }

        run.Console.ShowDrift(observation);
        var report = await run.Provision.ForeseenAsync(observation, plan, cancellation);
        run.Console.Show(report);
        Answer(context, observation, plan, !plan.Steps.IsEmpty);
        if (plan.IsRefused)
        {
            throw Failures.Refused(plan.Refusals);
        }

        var releases = await run.Provision.ReleaseChangesAsync(observation, cancellation);
        var changes = FileChanges.Of(run.Fleet, run.Renderer, observation, plan);
        run.Console.ShowChanges(changes, releases);
        if (!report.Passed)
        {
            throw Failures.Unfit(report);
        }

        run.Provision.CheckLinks(releases);
        if (context.Options.PlanOut is { } file)
        {
            PlanFile.Write(file, run.Inventory, run.Templates, observation, plan, changes, context.Options.Planning.Intent);
            run.Console.Planned(file);
        }
    }

    private void Answer(SuiteContext context, Observation observation, Plan plan, bool isPending)
    {
        if (answer.IsJson)
        {
            answer.Write(PlanJson.Of(context.Run.Inventory, observation, plan, isPending));
        }

        if (context.Options.DetailedExitCode && isPending)
        {
            answer.ExitCode = ExitCodes.ChangesPending;
        }
    }
}
