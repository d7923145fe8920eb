using Cake.Frosting;
using Suite.Reports;
using Suite.Runs;
using Suite.Workflows;

namespace Suite.Tasks;

[TaskName("Status")]
[TaskDescription("Prints a table of the servers: role, zxid, lag, clients, latency, drift …; changes nothing")]
public sealed class StatusTask(RunResult answer) : SuiteTask
{
    protected override async Task RunAsync(SuiteContext context, CancellationToken cancellation)
    {
        if (context.Options.Watch is { } interval)
        {
            await new StatusWatch(context.Run, answer).RunAsync(interval, cancellation);
            return;
        }

        var table = await context.Run.StatusAsync(cancellation);
        if (answer.IsJson)
        {
            answer.Write(StatusJson.Of(context.Run.Inventory, table));
        }
        else
        {
            context.Console.ShowStatus(context.Run.Inventory, table);
        }

        if (table.Conflict is { } conflict)
        {
            throw Failures.TwoTrees(conflict);
        }
    }
}
