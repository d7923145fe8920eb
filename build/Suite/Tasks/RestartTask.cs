using Cake.Frosting;

namespace Suite.Tasks;

[TaskName("Restart")]
[TaskDescription("Members one by one, the leader last, though nothing differs; then Verify")]
[IsDependentOn(typeof(DistributeTask))]
public sealed class RestartTask : SuiteTask
{
    protected override Task RunAsync(SuiteContext context, CancellationToken cancellation) =>
        context.Run.ChangeAsync(cancellation);
}
