using Cake.Frosting;

namespace Suite.Tasks;

[TaskName("Rollback")]
[TaskDescription("Takes the ensemble back to the inventory that it was changed by before the last one; then Verify")]
public sealed class RollbackTask : SuiteTask
{
    protected override async Task RunAsync(SuiteContext context, CancellationToken cancellation)
    {
        await context.TurnBackAsync(cancellation);
        context.Run.Provision.RenderFiles();
        await context.Run.Provision.DistributeAsync(cancellation);
        await context.Run.ChangeAsync(cancellation);
    }
}
