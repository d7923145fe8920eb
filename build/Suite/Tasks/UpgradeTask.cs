using Cake.Frosting;

namespace Suite.Tasks;

[TaskName("Upgrade")]
[TaskDescription("Another release, one server at a time, the leader last; then Verify")]
[IsDependentOn(typeof(DistributeTask))]
public sealed class UpgradeTask : SuiteTask
{
    protected override Task RunAsync(SuiteContext context, CancellationToken cancellation) =>
        context.Run.ChangeAsync(cancellation);
}
