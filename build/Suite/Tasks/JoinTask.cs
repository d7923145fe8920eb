using Cake.Frosting;
using Ensembles.Planning;

namespace Suite.Tasks;

[TaskName("Join")]
[TaskDescription(
    "Brings every joiner in: starts those held back, promotes them by reconfig where membership is dynamic")]
[IsDependentOn(typeof(RollingRestartTask))]
public sealed class JoinTask : SuiteTask
{
    protected override Task RunAsync(SuiteContext context, CancellationToken cancellation) =>
        context.Run.RunStageAsync(Stage.Join, cancellation);
}
