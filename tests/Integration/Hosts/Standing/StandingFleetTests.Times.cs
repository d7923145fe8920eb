using System.Diagnostics;
using Integration.Rollouts;

namespace Integration.Hosts.Standing;

// How long runs take that find nothing to do. A benchmark: it tells and asserts no time.
public sealed partial class StandingFleetTests
{
    private const int Runs = 12;

    private static readonly string[] Targets =
    [
        "Expand", "Deploy", "Distribute", "StartNew", "RollingRestart", "Join", "Verify", "Plan", "Status", "Render",
    ];

    [Test]
    [Category("Long")]
    [Category("Bench")] // For an idle machine: --category=Bench; the times are in artifacts/tests/Integration.log.
    public async Task Times_of_second_runs()
    {
        var file = await Five.WriteAsync();
        foreach (var target in Targets)
        {
            List<double> times = [];
            for (var run = 0; run < Runs; run++)
            {
                var start = Stopwatch.GetTimestamp();
                await ExpansionTests.Run(0, $"--target={target}", $"--inventory={file}");
                times.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            }

            times.Sort();
            TestContext.Out.WriteLine($"{target,-15} least {times[0]:0.00} s, median {times[Runs / 2]:0.00} s");
        }
    }
}
