using Cake.Frosting;

namespace Suite.Tasks;

[TaskName("Up")]
[TaskDescription("Starts the servers of the embedded default that are there before an expansion, with data in them")]
public sealed class UpTask : SuiteTask
{
    public override bool ShouldRun(SuiteContext context) => context.Run.Inventory.Embedded is not null;

    protected override Task RunAsync(SuiteContext context, CancellationToken cancellation) =>
        context.Run.Embedded.UpAsync(cancellation);
}
