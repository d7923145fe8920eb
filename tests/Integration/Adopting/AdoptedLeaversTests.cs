using Integration.Rollouts;
using Lab;
using Lab.Foreign.Layouts;

namespace Integration.Adopting;

/// <summary>
/// Servers that somebody has started by hand leave: until then they are stopped and started in the way of their owner, with
/// the files of their owner.
/// </summary>
[Parallelizable(ParallelScope.All)]
[Category("Long")]
public sealed class AdoptedLeaversTests
{
    private const string Version = "3.4.13";

    [Test]
    public async Task Leavers_are_started_again_as_their_owner_started_them()
    {
        await using var layout = new ConfigLayout(Version, 1, 2, 3, 4, 5);
        await layout.StartAsync();
        await layout.FillAsync(50);
        var adopted = await Adopted.FromAsync(layout);
        var before = Enumerable.Range(4, 2).ToDictionary(id => id, Files(layout));
        await adopted.RemoveAsync(4, 5);
        await using var load = await Load.StartAsync(Enumerable.Range(1, 3).Select(id => layout[id].Client));

        var output = await adopted.RunAsync("Shrink");

        await load.StopAsync();
        Assert.That(output, Does.Contain("missing writes = 0"));
        Assert.That(output.Split('\n'), Has.Some.Contains("done restart server 4").Or.Some.Contains("done restart server 5")
            .Or.Some.Contains("done move leadership off server 5"), "nothing was started again");
        foreach (var id in Enumerable.Range(1, 3))
        {
            Assert.That(await load.MissingAsync(layout[id].Client), Is.Empty, $"server {id}");
        }

        foreach (var id in before.Keys)
        {
            Assert.That(layout.ProcessId(id), Is.Null, $"server {id} runs");
            Assert.That(Files(layout)(id), Is.EqualTo(before[id]), $"files of server {id} were changed");
        }

        Assert.That(await adopted.RunAsync("Shrink"), Does.Contain("Nothing to do"));
    }

    /// <summary>The leaver gets the list with the joiner too: only the members of its own file are changed.</summary>
    [Test]
    public async Task A_leaver_that_gets_another_list_keeps_all_that_its_owner_wrote()
    {
        await using var layout = new ConfigLayout(Version, 1, 2, 3);
        await layout.StartAsync();
        await layout.FillAsync(50);
        var adopted = await Adopted.FromAsync(layout);
        var before = Files(layout)(2);
        await adopted.AddAsync(1);
        await File.WriteAllTextAsync(adopted.File, (await File.ReadAllTextAsync(adopted.File))
            .Replace("/new4/conf", "/etc/4", StringComparison.Ordinal).Replace("/new4/data", "/srv/4", StringComparison.Ordinal)
            .Replace("/new4/log", "/srv/4", StringComparison.Ordinal));
        await adopted.RemoveAsync(2);
        File.Delete(layout.LogOf(2));

        var output = await adopted.RunAsync("Replace");

        Assert.That(output, Does.Contain("done restart server 2").And.Contain("missing writes = 0"));
        Assert.That(Files(layout)(2), Is.EqualTo(before));
        Assert.That(ConfigText(layout, 2), Does.Contain("server.4=").And.Contain("clientPortAddress=127.0.0.1"));
        Assert.That(await File.ReadAllTextAsync(layout.LogOf(2)), Is.Not.Empty, "server 2 was started with another logging");
        Assert.That(await ForeignLayout.CountAsync(adopted.ClientPorts[4]), Is.EqualTo(50));
        Assert.That(await adopted.RunAsync("Replace"), Does.Contain("Nothing to do"));
    }

    [Test]
    public async Task A_leaver_whose_start_command_is_gone_is_told_before_anything_is_stopped()
    {
        await using var layout = new ConfigLayout(Version, 1, 2, 3, 4, 5);
        await layout.StartAsync();
        var adopted = await Adopted.FromAsync(layout);
        await adopted.RemoveAsync(4, 5);
        var processes = Enumerable.Range(1, 5).Select(layout.ProcessId).ToList();
        var script = layout.Release.ZkServer;
        File.Move(script, script + ".gone");

        var refused = await adopted.RunAsync("Shrink", expected: 3);

        Assert.That(refused, Does.Contain("ZK4318").And.Contain("ZK2302"));
        Assert.That(Enumerable.Range(1, 5).Select(layout.ProcessId), Is.EqualTo(processes), "a server was stopped");
        File.Move(script + ".gone", script);
        Assert.That(await adopted.RunAsync("Shrink"), Does.Contain("missing writes = 0"));
    }

    [Test]
    public async Task A_folder_that_was_given_by_config_is_kept_at_a_restart()
    {
        await using var layout = new ConfigLayout(Version, 1, 2, 3);
        await layout.StartAsync();
        var adopted = await Adopted.FromAsync(layout);
        foreach (var id in layout.Ids)
        {
            Assert.That(await File.ReadAllTextAsync(adopted.File), Does.Contain($"ZOOCFGDIR: {layout.ConfigOf(id)}"));
            File.Delete(layout.LogOf(id));
        }

        await adopted.RunAsync("Restart");

        foreach (var id in layout.Ids)
        {
            Assert.That(layout.CommandLine(id), Has.Exactly(1).EqualTo($"-Dmine={id}"));
            Assert.That(new FileInfo(layout.LogOf(id)), Has.Length.GreaterThan(0), $"server {id} logs elsewhere");
        }
    }

    /// <summary>All that its owner wrote; of zoo.cfg, which a leaver's end renames, all but the list.</summary>
    private static Func<int, string> Files(ConfigLayout layout) => id => string.Join('\n',
        new[] { "java.env", "log4j.properties" }.Select(name => File.ReadAllText(Path.Combine(layout.ConfigOf(id), name)))
            .Append(string.Join('\n', ConfigText(layout, id).Split('\n')
                .Where(line => line.Length > 0 && !line.StartsWith("server.", StringComparison.Ordinal)))));

    private static string ConfigText(ConfigLayout layout, int id) => File.ReadAllText(
        Directory.EnumerateFiles(layout.ConfigOf(id), "zoo.cfg")
            .Concat(Directory.EnumerateFiles(layout.ConfigOf(id), "zoo.cfg.left-*")).First());
}
