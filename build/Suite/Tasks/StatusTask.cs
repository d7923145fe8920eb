using Cake.Frosting;

namespace Suite.Tasks;

[TaskName("Status")]
[TaskDescription("Prints a table of the servers: role, zxid, clients, latency, drift from the inventory; changes nothing")]
public sealed class StatusTask : SuiteTask
{
    protected override async Task RunAsync(SuiteContext context, CancellationToken cancellation) =>
        context.Run.Story.ShowServers(context.Run.Inventory, await context.Run.ObserveAsync(cancellation));
}
