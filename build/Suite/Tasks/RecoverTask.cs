using Cake.Frosting;
using Suite.Workflows;

namespace Suite.Tasks;

[TaskName("Recover")]
[TaskDescription("A new start with the newest data that are left, when the majority is gone for good; then Verify")]
[IsDependentOn(typeof(RenderTask))]
public sealed class RecoverTask : SuiteTask
{
    protected override async Task RunAsync(SuiteContext context, CancellationToken cancellation)
    {
        await new Recoveries(context.Run, context.Options.Planning.AcceptedRisk).RunAsync(cancellation);
        await context.Run.VerifyAsync(cancellation);
    }
}
