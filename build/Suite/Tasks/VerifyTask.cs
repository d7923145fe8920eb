using Cake.Frosting;

namespace Suite.Tasks;

[TaskName("Verify")]
[TaskDescription("Proves that one leads, all agree, nothing is lost and every server works; changes no server")]
public sealed class VerifyTask : SuiteTask
{
    protected override Task RunAsync(SuiteContext context, CancellationToken cancellation) =>
        context.Run.VerifyAsync(cancellation);
}
