using Cake.Frosting;
using Ensembles.Planning;

namespace Suite.Tasks;

[TaskName("StartNew")]
[TaskDescription("Starts the joiners that may safely run before the members change")]
[IsDependentOn(typeof(DistributeTask))]
public sealed class StartNewTask : SuiteTask
{
    protected override Task RunAsync(SuiteContext context, CancellationToken cancellation) =>
        context.Run.RunStageAsync(Stage.StartNew, cancellation);
}
