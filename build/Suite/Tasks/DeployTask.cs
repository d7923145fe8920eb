using Cake.Frosting;

namespace Suite.Tasks;

[TaskName("Deploy")]
[TaskDescription("First start of a new ensemble, then Verify; refuses one that already lives otherwise than wanted")]
[IsDependentOn(typeof(RenderTask))]
public sealed class DeployTask : SuiteTask
{
    protected override async Task RunAsync(SuiteContext context, CancellationToken cancellation)
    {
        await context.Run.Deployment.RunAsync(cancellation);
        await context.Run.VerifyAsync(cancellation);
    }
}
