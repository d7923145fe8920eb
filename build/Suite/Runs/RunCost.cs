using System.Diagnostics;
using System.Globalization;
using Ensembles.HostAccess;
using Remote.Ssh;
using Suite.Terminals;

namespace Suite.Runs;

/// <summary>
/// Where the time of a run went, and what it asked of each host: told under <c>--verbosity=diagnostic</c>.
/// </summary>
public sealed class RunCost
{
    private readonly List<(string Stage, TimeSpan Took)> stages = [];

    /// <summary>Does the work of a stage and notes its time, also where it fails.</summary>
    public async Task DuringAsync(string stage, Func<Task> work)
    {
        if (stages.Count == 0)
        {
            using var process = Process.GetCurrentProcess();
            stages.Add(("start of the process", DateTime.Now - process.StartTime));
        }

        var began = Stopwatch.GetTimestamp();
        try
        {
            await work();
        }
        finally
        {
            stages.Add((stage, Stopwatch.GetElapsedTime(began)));
        }
    }

    /// <param name="parts">What the stages spent it on.</param>
    /// <param name="hosts">Those of the run; none where everything is on this machine.</param>
    public IEnumerable<string> Lines(PartTimes parts, IReadOnlyCollection<SshTraffic> hosts)
    {
        yield return "Time per stage, without compilation:";
        foreach (var (stage, took) in stages)
        {
            yield return $"  {stage,-24} {Wording.Seconds(took)}";
        }

        yield return "Time per part; those that overlap count each:";
        foreach (var part in Enum.GetValues<RunPart>())
        {
            yield return $"  {Wording.Part(part),-24} {Wording.Seconds(parts[part])}";
        }

        using (var process = Process.GetCurrentProcess())
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"Of this process: {process.TotalProcessorTime.TotalSeconds:0.00} s of processors, at most {process.PeakWorkingSet64 >> 20} MiB of memory");
        }

        if (hosts.Count > 0)
        {
            yield return "What each host was asked:";
            foreach (var host in hosts)
            {
                yield return string.Create(
                    CultureInfo.InvariantCulture,
                    $"  {host.Name,-24} round trips {host.RoundTrips}, connections {host.Connections}");
            }
        }
    }
}
