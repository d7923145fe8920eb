using Cake.Frosting;

namespace Suite.Tasks;

[TaskName("Distribute")]
[TaskDescription("Brings the release and changed files to the hosts; lists of members are left to the restarts")]
[IsDependentOn(typeof(RenderTask))]
[IsDependentOn(typeof(UpTask))]
public sealed class DistributeTask : SuiteTask
{
    protected override Task RunAsync(SuiteContext context, CancellationToken cancellation) =>
        context.Run.Provision.DistributeAsync(cancellation);
}
