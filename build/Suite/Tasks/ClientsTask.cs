using Cake.Frosting;

namespace Suite.Tasks;

[TaskName("Clients")]
[TaskDescription("Prints what clients connect by, and which of them are connected to which server; changes nothing")]
public sealed class ClientsTask : SuiteTask
{
    protected override async Task RunAsync(SuiteContext context, CancellationToken cancellation)
    {
        var clients = await context.Run.Clients.LookAsync(cancellation);
        context.Run.Clients.Say();
        context.Console.ShowConnected(context.Run.Inventory, clients);
    }
}
