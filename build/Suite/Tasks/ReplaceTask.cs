using Cake.Frosting;

namespace Suite.Tasks;

[TaskName("Replace")]
[TaskDescription("Brings joiners in and takes leavers out in one rollout; then Verify")]
[IsDependentOn(typeof(DistributeTask))]
public sealed class ReplaceTask : SuiteTask
{
    protected override Task RunAsync(SuiteContext context, CancellationToken cancellation) =>
        context.Run.ChangeAsync(cancellation);
}
