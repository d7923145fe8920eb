using System.Globalization;
using Lab;
using Lab.Hosts;

namespace Integration.Hosts.Bench;

/// <summary>
/// What it costs that the second of two joiners starts behind the restarts, by hand, in turn: with the first one, beside
/// the last restart once its old process is gone, and behind all. A benchmark: it tells and asserts no time.
/// </summary>
[NonParallelizable] // Whatever runs beside it is a part of what it measures.
public sealed class HeldJoinerTests
{
    [Test]
    [Category("Long")]
    [Category("Bench")]
    public async Task Times_by_the_start_of_the_second_joiner()
    {
        string[] ways = ["", "beside", "behind"];
        var times = ways.ToDictionary(way => way, _ => new List<double>());
        for (var turn = 0; turn < 5; turn++)
        {
            foreach (var way in ways.Skip(turn % ways.Length).Concat(ways.Take(turn % ways.Length)))
            {
                await using var hosts = await LabHosts.StartAsync(5);
                var work = new HandWork(hosts, (await LabReleases.ArchiveAsync(Plain.Version)).Path, isDynamic: false);
                await work.DeployAsync();
                times[way].Add((await work.ExpandAsync(way)).Took.TotalSeconds);
            }
        }

        foreach (var way in ways)
        {
            TestContext.Out.WriteLine($"second joiner {(way.Length > 0 ? way : "with the first")}: median " + string.Join(", of ", new[]
            {
                times[way].Order().ElementAt(times[way].Count / 2).ToString("0.00", CultureInfo.InvariantCulture),
                string.Join(' ', times[way].Select(time => time.ToString("0.00", CultureInfo.InvariantCulture))),
            }));
        }
    }
}
