using Cake.Frosting;

namespace Suite.Tasks;

[TaskName("Shrink")]
[TaskDescription(
    "Takes members that the inventory lacks out of the ensemble, then stops them; their data are put aside")]
[IsDependentOn(typeof(DistributeTask))]
public sealed class ShrinkTask : SuiteTask
{
    protected override Task RunAsync(SuiteContext context, CancellationToken cancellation) =>
        context.Run.ChangeAsync(cancellation);
}
