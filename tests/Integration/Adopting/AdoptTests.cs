using Lab;
using Lab.Foreign.Layouts;

namespace Integration.Adopting;

/// <summary>
/// An ensemble that somebody else has set up and started: looked at, planned, grown under writing clients. No write is
/// lost, nothing that it held before is missing anywhere, and a second run has nothing to do.
/// </summary>
[Parallelizable(ParallelScope.All)]
[Category("Long")]
public sealed class AdoptTests
{
    private const int Znodes = 300;

    [TestCase("kafka", "3.9.3", new[] { 1 })]
    [TestCase("article", "3.4.13", new[] { 0, 1, 2 }, Category = "Long")]
    [TestCase("article", "3.9.3", new[] { 1 }, Category = "Long")]
    [TestCase("terminal", "3.9.3", new[] { 1 }, Category = "Long")]
    [TestCase("runit", "3.9.3", new[] { 1 }, Category = "Long")]
    public async Task What_others_have_set_up_is_adopted_and_planned(string kind, string version, int[] ids)
    {
        await using var layout = Layout(kind, version, ids);
        await layout.StartAsync();

        var adopted = await Adopted.FromAsync(layout);
        var plan = await adopted.RunAsync("Plan");

        Assert.That(adopted.Output, Does.Contain("No host was changed"));
        Assert.That(plan, Does.Contain("proved safe").Or.Contain("Nothing to do"));
    }

    [Category("Long")]
    [TestCase("article", "3.4.13", new[] { 0, 1, 2 }, 2)]
    [TestCase("article", "3.4.13", new[] { 1 }, 2)]
    [TestCase("article", "3.9.3", new[] { 1 }, 2)]
    [TestCase("article", "3.9.3", new[] { 1, 2, 3 }, 2)]
    [TestCase("kafka", "3.9.3", new[] { 1 }, 2)]
    [TestCase("kafka", "3.9.3", new[] { 1, 2, 3 }, 2)]
    [TestCase("terminal", "3.9.3", new[] { 1 }, 2)]
    [TestCase("runit", "3.9.3", new[] { 1 }, 2)]
    [TestCase("runit", "3.9.3", new[] { 1, 2, 3 }, 2)]
    public async Task What_others_have_set_up_is_adopted_and_grows(string kind, string version, int[] ids, int more)
    {
        await using var layout = Layout(kind, version, ids);
        await layout.StartAsync();
        await layout.FillAsync(Znodes);

        var adopted = await Adopted.FromAsync(layout);
        await adopted.RunAsync("Plan");
        await adopted.AddAsync(more);
        await using var load = await Load.StartAsync(adopted.ClientPorts.Values);
        var output = await adopted.RunAsync("Expand");
        await load.StopAsync();

        Assert.That(output, Does.Contain("missing writes = 0"));
        Assert.That(load.Acknowledged, Is.GreaterThan(50));
        foreach (var (id, port) in adopted.ClientPorts)
        {
            Assert.That(await load.MissingAsync(port), Is.Empty, $"server {id}");
            Assert.That(await ForeignLayout.CountAsync(port), Is.EqualTo(Znodes), $"server {id}");
        }

        Assert.That(await adopted.RunAsync("Expand"), Does.Contain("Nothing to do"));
    }

    private static ForeignLayout Layout(string kind, string version, int[] ids) => kind switch
    {
        "article" => new ArticleLayout(version, [.. ids]),
        "kafka" => new KafkaLayout(version, [.. ids]),
        "terminal" => new TerminalLayout(version, [.. ids]),
        "runit" => new RunitLayout(version, [.. ids]),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
