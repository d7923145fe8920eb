using Cake.Frosting;
using Ensembles.Preflight.Fitness;
using Suite.Reports;
using Suite.Runs;

namespace Suite.Tasks;

[TaskName("Hosts")]
[TaskDescription("Measures each host: disk, swap, huge pages, open files, heap, clock; changes nothing")]
public sealed class HostsTask : SuiteTask
{
    protected override async Task RunAsync(SuiteContext context, CancellationToken cancellation)
    {
        var run = context.Run;
        var (probes, report) = await FitnessRun.RunAsync(run.Fleet, cancellation);
        run.Console.ShowBlock(HostsView.Text(run.Inventory, probes));
        run.Record.Finds(report.Faults);
        run.Console.Show(report);
        if (!report.Passed)
        {
            throw Failures.Unfit(report);
        }

        if (report.Faults.IsEmpty)
        {
            run.Console.Say("All of it is as it should be.");
        }
    }
}
