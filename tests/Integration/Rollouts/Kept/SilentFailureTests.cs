using Lab;
using ZooKeeper.Client;

namespace Integration.Rollouts.Kept;

/// <summary>
/// The stop or the start of a member fails and says nothing, in the middle of an expansion under writing clients: the
/// run ends there and says what it is, nothing is lost, and once that is put right the next run comes to the end.
/// </summary>
[Parallelizable(ParallelScope.All)]
[Category("Long")]
internal sealed class SilentFailureTests
{
    private const int Znodes = 300;

    private static IEnumerable<TestCaseData> Failures() =>
        from failure in Enum.GetValues<Silently>()
        from run in new (string Version, int Members, int Wanted)[] { ("3.4.13", 1, 3), ("3.9.3", 3, 5) }
        select new TestCaseData(run.Version, run.Members, run.Wanted, failure);

    [TestCaseSource(nameof(Failures))]
    public async Task A_silent_failure_ends_the_run_and_loses_nothing(
        string version, int members, int wanted, object failure)
    {
        var (silently, bad) = ((Silently)failure, members == 1 ? 1 : 2);
        await using var kept = await KeptServers.OfAsync(version);
        kept.Take(Enumerable.Range(1, members));
        foreach (var id in Enumerable.Range(1, members))
        {
            kept.Ways[id] = Way.Command;
        }

        kept.Stubborn = silently == Silently.Survives ? bad : null;
        await kept.StartAsync();
        await FillAsync(kept.Port(1));
        foreach (var id in kept.Ways.Keys)
        {
            kept.Said[id] = kept.Yaml(id);
        }

        kept.Take(Enumerable.Range(members + 1, wanted - members));
        kept.Write();
        await kept.BreakAsync(bad, silently);
        await using var load = await Load.StartAsync(kept.Ports);

        var (exitCode, output) = await SuiteProcess.RunAsync("--target=Expand", $"--inventory={kept.File}");
        await TestContext.Out.WriteLineAsync(output);

        // Of two that start it at once one gets the port: where it is the suite's process, nothing has failed.
        if (exitCode != 0 || silently != Silently.ComesBack)
        {
            Assert.That(exitCode, Is.EqualTo(1));
            var stopped = string.Join(
                ' ', output.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
            Assert.That(stopped, Does.Match(WordsFor(silently)).And.Contain($"server {bad}"));
        }

        await kept.RepairAsync(bad, silently);
        await RunAsync(0, kept);

        await load.StopAsync();
        Assert.That(load.Acknowledged, Is.GreaterThan(50));
        foreach (var port in kept.Ports)
        {
            Assert.That(await load.MissingAsync(port), Is.Empty);
            Assert.That(await CountAsync(port), Is.EqualTo(Znodes));
        }

        Assert.That(await RunAsync(0, kept), Does.Contain("Nothing to do"));
    }

    private static string WordsFor(Silently failure) => failure switch
    {
        Silently.StartsNothing => "has started no process of the server",
        Silently.Dies => "has started no process of the server|has ended, so that it never came to",
        Silently.ReadsAnotherFile => "which is not this plan's",
        Silently.Hangs => "not within 90 s",
        Silently.Survives => "did not end within 60 s after SIGTERM; it was left alone",

        // Both want the port, and the order of their starts is up to the machine.
        _ => "was started in its place at once by|runs as this server in its place|which is not this plan's",
    };

    private static Task<string> RunAsync(int expected, KeptServers kept) =>
        ExpansionTests.Run(expected, "--target=Expand", $"--inventory={kept.File}");

    private static async Task FillAsync(int port)
    {
        await using var client = await ClientAsync(port);
        await client.CreateAsync("/precious");
        await Task.WhenAll(Enumerable.Range(0, Znodes).Select(number => client.CreateAsync($"/precious/{number}")));
    }

    private static async Task<int> CountAsync(int port)
    {
        await using var client = await ClientAsync(port);
        await client.SyncAsync("/");
        return (await client.GetChildrenAsync("/precious")).Names.Length;
    }

    private static Task<ZooKeeperClient> ClientAsync(int port) =>
        ZooKeeperClient.ConnectAsync(new() { Servers = [Address.Of($"127.0.0.1:{port}")] });
}
