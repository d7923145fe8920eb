using Integration.Rollouts;
using Lab;
using Lab.Foreign.Layouts;

namespace Integration.Adopting;

/// <summary>
/// What an operator does around a change, on ensembles that somebody else has set up and started: restarts, a change that
/// no server comes up with, a change that is taken back.
/// </summary>
[Parallelizable(ParallelScope.All)]
[Category("Long")]
public sealed class ForeignOperatingTests
{
    private const string Bad = "no.such.Thing";

    [TestCase("article", "3.4.13")]
    [TestCase("article", "3.9.3")]
    [TestCase("terminal", "3.9.3")]
    [TestCase("kafka", "3.9.3")]
    [TestCase("odd", "3.9.3")]
    [TestCase("runit", "3.9.3")]
    [TestCase("account", "3.9.3")]
    [TestCase("java", "3.9.3")]
    public async Task Their_servers_are_restarted_put_back_and_taken_back(string kind, string version)
    {
        await using var layout = Layout(kind, version);
        await layout.StartAsync();
        await layout.FillAsync(300);
        var adopted = await Adopted.FromAsync(layout);
        await using var load = await Load.StartAsync(adopted.ClientPorts.Values);

        // None of these files was written by the suite, and none of these processes was started by it.
        await adopted.SetAsync(version.StartsWith("3.4", StringComparison.Ordinal) ? "serverCnxnFactory" : "metricsProvider.className", Bad);
        var failed = await adopted.RunAsync("Expand", expected: 1);
        Assert.That(failed, Does.Contain("got its former files back, and serves with them"));
        await adopted.UnsetAsync(Bad);

        var restarted = await adopted.RunAsync("Restart");
        Assert.That(restarted.Split('\n'), Has.Exactly(3).Contains("done restart server"));
        Assert.That(restarted, Does.Contain("missing writes = 0"));
        await adopted.RunAsync("Expand");

        await adopted.SetAsync("maxSessionTimeout", "90000");
        await adopted.RunAsync("Expand");
        var back = await adopted.RunAsync("Rollback");
        Assert.That(back, Does.Contain("missing writes = 0"));
        Assert.That(back.Split('\n'), Has.Exactly(3).Contains("done restart server"));
        await adopted.UnsetAsync("90000");
        Assert.That(await adopted.RunAsync("Expand"), Does.Contain("Nothing to do"));

        await load.StopAsync();
        Assert.That(load.Acknowledged, Is.GreaterThan(50));
        foreach (var (id, port) in adopted.ClientPorts)
        {
            Assert.That(await load.MissingAsync(port), Is.Empty, $"server {id}");
            Assert.That(await ForeignLayout.CountAsync(port), Is.EqualTo(300), $"server {id}");
        }
    }

    private static ForeignLayout Layout(string kind, string version) => kind switch
    {
        "article" => new ArticleLayout(version, 1, 2, 3),
        "terminal" => new TerminalLayout(version, 1, 2, 3),
        "kafka" => new KafkaLayout(version, 1, 2, 3),
        "odd" => new OddLayout(version, 1, 2, 3),
        "runit" => new RunitLayout(version, 1, 2, 3),
        "account" => new AccountLayout(version, 1, 2, 3),
        _ => new PlainJavaLayout(version, 1, 2, 3),
    };
}
