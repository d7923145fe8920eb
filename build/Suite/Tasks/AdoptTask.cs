using Cake.Frosting;
using Suite.Runs;
using Suite.Workflows;

namespace Suite.Tasks;

[TaskName("Adopt")]
[TaskDescription("Looks at an ensemble that runs, however it was set up, and writes its inventory; changes no host")]
public sealed class AdoptTask : SuiteTask
{
    protected override Task RunAsync(SuiteContext context, CancellationToken cancellation) =>
        new AdoptRun(AdoptArguments.Of(context.Options.Given), context.Root, context.Console).RunAsync(cancellation);
}
