using Suite.Reports;
using Suite.Runs;
using Suite.Terminals;

namespace Suite.Workflows;

/// <summary>
/// The servers again and again, until the run is interrupted: on a terminal in place, elsewhere each look below the
/// last, as JSON one document per line.
/// </summary>
internal sealed class StatusWatch(EnsembleRun run, RunResult answer)
{
    /// <returns>When it is interrupted: that is the end that it has, and no failure.</returns>
    public async Task RunAsync(TimeSpan interval, CancellationToken cancellation)
    {
        StatusTable? last = null;
        try
        {
            using var view = answer.IsJson ? null : run.Console.OpenView();
            using var timer = new PeriodicTimer(interval);
            do
            {
                Show(last = await run.StatusAsync(cancellation));
            }
            while (await timer.WaitForNextTickAsync(cancellation));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            if (last is not null && run.Console.IsLive && !answer.IsJson)
            {
                run.Console.ShowStatus(run.Inventory, last);
            }
        }
    }

    private void Show(StatusTable table)
    {
        if (answer.IsJson)
        {
            answer.Write(StatusJson.Of(run.Inventory, table), isLine: true);
        }
        else if (run.Console.IsLive)
        {
            run.Console.Redraw(width =>
            [
                .. StatusView.Lines(run.Inventory, table, width),
                LiveLine.Empty.Add($"{table.Taken.ToLocalTime():HH:mm:ss}, Ctrl-C ends", "grey"),
            ]);
        }
        else
        {
            run.Console.ShowBlock(StatusBlock.Of(run.Inventory, table));
        }
    }
}
