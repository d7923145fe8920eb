using Cake.Frosting;

namespace Suite.Tasks;

[TaskName("Expand")]
[TaskDescription("Makes the ensemble what its inventory says: all of the chain above, then Verify")]
[IsDependentOn(typeof(JoinTask))]
[IsDependentOn(typeof(VerifyTask))]
public sealed class ExpandTask : SuiteTask
{
    protected override Task RunAsync(SuiteContext context, CancellationToken cancellation) =>
        context.Run.CloseAsync(cancellation);
}
