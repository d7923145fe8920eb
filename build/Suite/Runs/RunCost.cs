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

    /// <summary>
    /// Hosts on which even the quickest of several commands took a second: nothing of ours takes that, so it is the start of
    /// the login shell or the way there, and it was waited for each time.
    /// </summary>
    /// <returns>Null where there is none.</returns>
    public static string? SlowHosts(IReadOnlyCollection<SshPace> paces)
    {
        var slow = paces.Where(pace => pace.Commands >= FewCommands && pace.Quickest >= SlowCommand).ToList();
        return slow.Count == 0 ? null
            : $"{string.Join(", ", slow.Select(pace => string.Create(CultureInfo.InvariantCulture,
                $"{pace.Target.Host} took {Wording.Seconds(pace.Quickest)} or more for each of {pace.Commands} commands")))}: " +
                "a start-up file of the account's shell there (.bashrc, .profile …), a slow login or a far network. " +
                $"Compare it with: time ssh {slow[0].Login} true";
    }

    private const int FewCommands = 3;

    private static readonly TimeSpan SlowCommand = TimeSpan.FromSeconds(1);

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
