using Integration.Rollouts;
using Lab;
using Lab.Foreign.Layouts;

namespace Integration.Adopting;

/// <summary>
/// The very first change of an ensemble that others have set up is taken back: no inventory was carried out on it before, so
/// the way back is what its servers were seen to run with.
/// </summary>
[Parallelizable(ParallelScope.All)]
[Category("Long")]
public sealed class FirstChangeTests
{
    private const int Znodes = 200;

    [TestCase("3.9.6")]
    [TestCase("3.4.13")]
    public async Task Settings_of_the_first_change_are_taken_back(string version)
    {
        await using var layout = new ArticleLayout(version, 1, 2, 3);
        await layout.StartAsync();
        await layout.FillAsync(Znodes);
        var adopted = await Adopted.FromAsync(layout);
        await using var load = await Load.StartAsync(adopted.ClientPorts.Values);

        // One key comes, and one that their files have gets another value.
        await adopted.SetAsync("maxSessionTimeout", "90000");
        var former = (await File.ReadAllLinesAsync(adopted.File)).Single(line => line.StartsWith("  syncLimit:", StringComparison.Ordinal));
        await File.WriteAllTextAsync(adopted.File, (await File.ReadAllTextAsync(adopted.File)).Replace(former, "  syncLimit: 9", StringComparison.Ordinal));
        Assert.That(await adopted.RunAsync("Expand"), Does.Contain("missing writes = 0").And.Not.Contain("will not take this first change back"));
        Assert.That(Lines(layout, "maxSessionTimeout=90000"), Is.EqualTo(3));
        Assert.That(Lines(layout, "syncLimit=9"), Is.EqualTo(3));

        // A note that one server alone has otherwise is not believed.
        var note = Path.Combine(layout.DataOf(1), "version-2", "ensemble-inventory");
        await File.WriteAllTextAsync(note, (await File.ReadAllTextAsync(note)).Replace("tickTime", "tickTimes", StringComparison.Ordinal));
        var plan = await adopted.RunAsync("Plan", 0, "--for=Rollback");
        var back = await adopted.RunAsync("Rollback");

        Assert.That(plan, Does.Contain("-maxSessionTimeout=90000").And.Contain("-syncLimit=9").And.Contain("proved safe"));
        Assert.That(back, Does.Contain("missing writes = 0"));
        Assert.That(back.Split('\n'), Has.Exactly(3).Contains("done restart server"));
        Assert.That(Lines(layout, "maxSessionTimeout="), Is.Zero);
        Assert.That(Lines(layout, former.Trim().Split("   #")[0].Replace(": ", "=", StringComparison.Ordinal)), Is.EqualTo(3));
        Assert.That(await adopted.RunAsync("Rollback"), Does.Contain("Nothing to do"));
        await load.StopAsync();
        await NothingIsMissingAsync(load, adopted, 3);
    }

    [TestCase("3.9.6")]
    [TestCase("3.4.13")]
    public async Task Servers_of_the_first_change_leave_again(string version)
    {
        await using var layout = new ArticleLayout(version, 1, 2, 3);
        await layout.StartAsync();
        await layout.FillAsync(Znodes);
        var adopted = await Adopted.FromAsync(layout);
        await adopted.AddAsync(2);
        await using var load = await Load.StartAsync(adopted.ClientPorts.Take(3).Select(port => port.Value));
        Assert.That(await adopted.RunAsync("Expand"), Does.Contain("missing writes = 0"));

        var back = await adopted.RunAsync("Rollback");

        Assert.That(back, Does.Contain("missing writes = 0").And.Contain("put its data aside"));
        Assert.That(Lines(layout, "server."), Is.EqualTo(9));
        Assert.That(await ForeignLayout.ModeAsync(adopted.ClientPorts[4]), Is.Null);
        Assert.That(await ForeignLayout.ModeAsync(adopted.ClientPorts[5]), Is.Null);
        await adopted.RunAsync("Expand");
        await load.StopAsync();
        await NothingIsMissingAsync(load, adopted, 5);
    }

    /// <summary>What settings cannot say is told before the change, and taken back by nobody.</summary>
    [TestCase("3.9.6")]
    public async Task A_first_change_that_cannot_be_said_in_full_is_told(string version)
    {
        await using var layout = new ArticleLayout(version, 1, 2, 3);
        await layout.StartAsync();
        var adopted = await Adopted.FromAsync(layout);
        await adopted.SetAsync("ssl.keyStore.password", "first");
        var output = await adopted.RunAsync("Expand");

        Assert.That(output, Does.Contain("--target=Rollback will not take this first change back: server 1 gets another ssl.keyStore.password, which is a secret"));
        Assert.That(await adopted.RunAsync("Rollback", expected: 3), Does.Contain("ZK7031"));
    }

    private static int Lines(ArticleLayout layout, string beginning) => layout.ClientPorts.Keys.Sum(id =>
        File.ReadLines(Path.Combine(layout.ReleaseOf(id).ConfigFolder, "zoo.cfg")).Count(line => line.StartsWith(beginning, StringComparison.Ordinal)));

    private static async Task NothingIsMissingAsync(Load load, Adopted adopted, int servers)
    {
        Assert.That(load.Acknowledged, Is.GreaterThan(50));
        foreach (var (id, port) in adopted.ClientPorts.Take(servers))
        {
            Assert.That(await load.MissingAsync(port), Is.Empty, $"server {id}");
            Assert.That(await ForeignLayout.CountAsync(port), Is.EqualTo(Znodes), $"server {id}");
        }
    }
}
