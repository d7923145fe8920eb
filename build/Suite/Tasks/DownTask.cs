using Cake.Frosting;
using Suite.Runs;

namespace Suite.Tasks;

[TaskName("Down")]
[TaskDescription(
    "Stops the servers of the embedded default; with --purge their data go too, so that Expand starts afresh")]
public sealed class DownTask : SuiteTask
{
    protected override Task RunAsync(SuiteContext context, CancellationToken cancellation) =>
        context.Run.Inventory.Embedded is null
            ? throw Failures.WrongInput(
                $"{context.Run.Inventory.File} is no embedded default: " +
                "Down stops only what the suite itself has started")
            : context.Run.Embedded.DownAsync(context.Options.Purge, context.Options.IsSure, cancellation);
}
