using Cake.Frosting;
using Ensembles.Planning;

namespace Suite.Tasks;

[TaskName("RollingRestart")]
[TaskDescription(
    "Restarts, one at a time, exactly the members whose files differ from what they run with; the leader last")]
[IsDependentOn(typeof(StartNewTask))]
public sealed class RollingRestartTask : SuiteTask
{
    protected override Task RunAsync(SuiteContext context, CancellationToken cancellation) =>
        context.Run.RunStageAsync(Stage.RollingRestart, cancellation);
}
