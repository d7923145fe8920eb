using Cake.Frosting;

namespace Suite.Tasks;

[TaskName("Clients")]
[TaskDescription("Prints what clients connect by, and which of them are connected to which server; changes nothing")]
public sealed class ClientsTask : SuiteTask
{
    protected override Task RunAsync(SuiteContext context, CancellationToken cancellation) =>
        context.Run.Clients.ShowAsync(cancellation);
}
