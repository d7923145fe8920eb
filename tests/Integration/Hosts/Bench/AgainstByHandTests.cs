using System.Diagnostics;
using System.Globalization;
using Ensembles.Witnessing;
using Lab;
using Lab.Hosts;

namespace Integration.Hosts.Bench;

/// <summary>
/// The suite against the minimal acts by hand, in turn on hosts of the same kind. A benchmark: it tells figures and
/// asserts no time.
/// </summary>
[NonParallelizable] // Whatever runs beside it is a part of what it measures.
public sealed class AgainstByHandTests
{
    private readonly Work deploy = new("deploy 3");
    private readonly Work restarts = new("3 to 5 by restarts");
    private readonly Work oneRestart = new("one restart of it");
    private readonly Work watched = new("restarts, clients too");
    private readonly Work oneWatched = new("one of it, clients too");
    private readonly Work reconfig = new("3 to 5 by reconfig");
    private readonly Work nothing = new("nothing to do, login");

    /// <summary>How many pairs: the environment variable BENCH_PAIRS, 5 where it is not set.</summary>
    private static int Pairs { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("BENCH_PAIRS"), CultureInfo.InvariantCulture, out var given) ? given : 5;

    [Test]
    [Category("Long")]
    [Category("Bench")] // For an idle machine: --category=Bench; the table is in artifacts/tests/Integration.log.
    public async Task Times_beside_work_by_hand()
    {
        for (var pair = 0; pair < Pairs; pair++)
        {
            var suite = await PairAsync(pair, isDynamic: false, restarts);
            var hand = await HandWithClientsAsync();
            watched.Add(hand.Took, suite);
            oneWatched.Add(Middle(hand.Restarts), Middle(suite.Restarts));
            await PairAsync(pair, isDynamic: true, reconfig);
            Tell($"After {pair + 1} of {Pairs} pairs:");
        }
    }

    /// <returns>The suite's expansion.</returns>
    private async Task<SuiteTimes> PairAsync(int number, bool isDynamic, Work expansion)
    {
        HandTimes[] hand = [];
        SuiteTimes[] suite = [];

        // Who is first finds a machine that has rested: it is not always the same one.
        foreach (var byHand in number % 2 == 0 ? [true, false] : new[] { false, true })
        {
            await using var hosts = await LabHosts.StartAsync(5);
            if (byHand)
            {
                var work = new HandWork(hosts, (await LabReleases.ArchiveAsync(Plain.Version)).Path, isDynamic);
                hand = [await work.DeployAsync(), await work.ExpandAsync()];
            }
            else
            {
                suite = await SuiteAsync(hosts, isDynamic);
                nothing.Add(await LoginAsync(hosts), suite[2]);
            }
        }

        deploy.Add(hand[0].Took, suite[0]);
        expansion.Add(hand[1].Took, suite[1]);
        TestContext.Out.WriteLine($"  {expansion.Name} by hand: " + string.Join(", ", hand[1].Parts.Select(part =>
            string.Create(CultureInfo.InvariantCulture, $"{part.Part} {part.Until:0.0}"))));
        if (!isDynamic)
        {
            oneRestart.Add(Middle(hand[1].Restarts), Middle(suite[1].Restarts));
        }

        return suite[1];
    }

    /// <summary>The same acts by hand while clients are at work that are the suite's own: they cost processors too.</summary>
    private static async Task<HandTimes> HandWithClientsAsync()
    {
        await using var hosts = await LabHosts.StartAsync(5);
        var work = new HandWork(hosts, (await LabReleases.ArchiveAsync(Plain.Version)).Path, isDynamic: false);
        await work.DeployAsync();
        await using var witness = await Witness.StartAsync(
            new() { Servers = [.. hosts.All.Select(host => Address.Of($"{host.Address}:2181"))], Run = "by-hand" }, default);
        var times = await work.ExpandAsync();
        var figures = (await witness.StopAsync()).Figures;
        TestContext.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  clients by hand: {figures.Operations} operations in {times.Took.TotalSeconds:0.0} s"));
        return times;
    }

    private static TimeSpan Middle(IEnumerable<TimeSpan> times) => times.Order().ToList() is var sorted ? sorted[sorted.Count / 2] : default;

    private static async Task<SuiteTimes[]> SuiteAsync(LabHosts hosts, bool isDynamic)
    {
        var (three, five) = await Plain.InventoriesAsync(hosts, isDynamic);
        return
        [
            await SuiteTimes.RunAsync("Deploy", three), await SuiteTimes.RunAsync("Expand", five),
            await SuiteTimes.RunAsync("Expand", five),
        ];
    }

    /// <summary>One login by OpenSSH with an answer: what nothing to do is held against.</summary>
    private static async Task<TimeSpan> LoginAsync(LabHosts hosts)
    {
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start("ssh", ["-F", hosts.SshConfigFile, hosts[1].Name, "true"]);
        await process.WaitForExitAsync();
        return Stopwatch.GetElapsedTime(began);
    }

    private void Tell(string when)
    {
        TestContext.Out.WriteLine(when);
        TestContext.Out.WriteLine("|                      | by hand | suite s | ratio  |");
        TestContext.Out.WriteLine("|----------------------|---------|---------|--------|");
        Work[] all = [deploy, restarts, oneRestart, watched, oneWatched, reconfig, nothing], told = [deploy, restarts, reconfig, nothing];
        all.Select(work => work.Row).Concat(told.Select(work => work.Told)).ToList().ForEach(TestContext.Out.WriteLine);
    }
}
