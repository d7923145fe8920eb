using Cake.Core;
using Cake.Core.Diagnostics;

namespace Suite.Reports;

/// <summary>
/// Leaves the console to the story, which names each target itself: Cake's boxes around every target and its table of
/// times at the end would push the result of a run out of sight. <c>--verbosity=diagnostic</c> tells the times.
/// </summary>
internal sealed class QuietReport(ConsoleReporter story) : ICakeReportPrinter
{
    public void Write(CakeReport report)
    {
    }

    public void WriteStep(string name, Verbosity verbosity)
    {
    }

    public void WriteLifeCycleStep(string name, Verbosity verbosity)
    {
    }

    public void WriteSkippedStep(string name, Verbosity verbosity) => story.Say($"Skipped: {name}");
}
