using Lab;

namespace Integration.Rollouts.Kept;

/// <summary>
/// Servers that somebody else has set up are taken over as they are kept: stopped and started through that, and
/// through nothing else.
/// </summary>
[Parallelizable(ParallelScope.Self)]
[Category("Long")]
internal sealed class KeptTests
{
    [SetUp]
    public void Needs() => Prerequisite.Programs(("runsv", "runit"), ("supervisord", "supervisor"));

    [Test]
    public async Task Each_server_is_restarted_through_what_keeps_it()
    {
        await using var kept = await KeptServers.OfAsync("3.9.3");
        kept.Take(1, 2, 3);
        (kept.Ways[1], kept.Ways[2], kept.Ways[3]) = (Way.Runit, Way.Supervisord, Way.Command);
        await kept.StartAsync();
        foreach (var id in kept.Ways.Keys)
        {
            kept.Said[id] = kept.Yaml(id);
        }

        kept.Write();
        Assert.That(await Run(0, "Plan", kept), Does.Contain("Nothing to do"));
        var before = kept.Ways.Keys.ToDictionary(id => id, id => kept.Processes(id).Single());

        kept.MaxClientCnxns = 61;
        kept.Write();
        await Run(0, "Expand", kept);

        foreach (var id in kept.Ways.Keys)
        {
            Assert.That(kept.Processes(id), Has.Count.EqualTo(1).And.None.EqualTo(before[id]), $"server {id}");
            Assert.That(await kept.SettingAsync(id, "maxClientCnxns"), Is.EqualTo("61"), $"server {id}");
        }

        kept.Take(4);
        kept.Write();
        await using (var load = await Load.StartAsync(kept.Ports))
        {
            await Run(0, "Expand", kept);
            await load.StopAsync();
            foreach (var port in kept.Ports)
            {
                Assert.That(await load.MissingAsync(port), Is.Empty);
            }
        }

        Assert.That(await Run(0, "Plan", kept), Does.Contain("Nothing to do"));
        foreach (var id in kept.Ways.Keys)
        {
            Assert.That(kept.Processes(id), Has.Count.EqualTo(1), $"server {id}");
            Assert.That(kept.LogText(id), Does.Not.Contain("BindException"), $"server {id}");
            Assert.That(File.Exists(Path.Combine(Path.GetDirectoryName(kept.Config(id))!, "java.env")), Is.False,
                "files of theirs stay theirs");
        }
    }

    [Test]
    public async Task What_the_inventory_does_not_know_of_is_refused_with_the_line_to_write()
    {
        await using var kept = await KeptServers.OfAsync("3.9.3");
        kept.Take(1, 2);
        (kept.Ways[1], kept.Ways[2]) = (Way.Runit, Way.Loop);
        await kept.StartAsync();
        (kept.Said[1], kept.Said[2]) = ("files: theirs", "files: theirs");
        kept.MaxClientCnxns = 61;
        kept.Write();
        var before = kept.Ways.Keys.SelectMany(kept.Processes).ToList();

        var refused = Flat(await Run(3, "Expand", kept));

        Assert.That(refused, Does.Contain($"Write service: {{ runit: {kept.Service(1)} }} for server 1"));
        Assert.That(refused, Does.Contain($"end process {kept.Keeper(2)} on its host"));
        Assert.That(kept.Ways.Keys.SelectMany(kept.Processes), Is.EqualTo(before), "nothing was touched");

        // What it says to do, word by word.
        kept.Said[1] = $"service: {{ runit: {kept.Service(1)} }}";
        Signal.Send(kept.Keeper(2), Signal.Kill);
        kept.Write();
        await Run(0, "Expand", kept);

        foreach (var id in kept.Ways.Keys)
        {
            Assert.That(kept.Processes(id), Has.Count.EqualTo(1).And.None.AnyOf(before), $"server {id}");
            Assert.That(await kept.SettingAsync(id, "maxClientCnxns"), Is.EqualTo("61"), $"server {id}");
        }

        Assert.That(await Run(0, "Plan", kept), Does.Contain("Nothing to do"));
    }

    [Test]
    public async Task A_server_is_moved_to_a_service_of_the_suite_where_the_inventory_says_so()
    {
        await using var kept = await KeptServers.OfAsync("3.9.3");
        kept.Take(1);
        kept.Ways[1] = Way.Runit;
        await kept.StartAsync();
        kept.Said[1] = "service: { move: zkServer }";
        kept.Write();
        var before = kept.Processes(1).Single();

        Assert.That(Flat(await Run(0, "Plan", kept)), Does.Contain("which is then switched off"));
        await Run(0, "Expand", kept);

        Assert.That(kept.Processes(1), Has.Count.EqualTo(1).And.None.EqualTo(before));
        Assert.That(File.Exists(Path.Combine(kept.Service(1), "down")), Is.True);
        Assert.That(await Run(0, "Plan", kept), Does.Contain("Nothing to do"));
        Assert.That(kept.LogText(1), Does.Not.Contain("BindException"));
    }

    [Test]
    public async Task Own_lines_that_are_every_address_are_written_away()
    {
        await using var kept = await KeptServers.OfAsync("3.9.3", ownLinesAreOpen: true);
        kept.Take(1, 2, 3);
        foreach (var id in new[] { 1, 2, 3 })
        {
            kept.Ways[id] = Way.Command;
        }

        await kept.StartAsync();
        foreach (var id in kept.Ways.Keys)
        {
            kept.Said[id] = kept.Yaml(id);
        }

        kept.Take(4);
        kept.Write();
        Assert.That(await Run(0, "Plan", kept), Does.Contain("0.0.0.0"));
        await Run(0, "Expand", kept);

        Assert.That(await File.ReadAllTextAsync(kept.Config(1)), Does.Not.Contain("0.0.0.0"));
        Assert.That(await Run(0, "Plan", kept), Does.Contain("Nothing to do"));
    }

    [Test]
    public async Task A_server_with_the_id_0_goes_through_the_whole_chain()
    {
        await using var kept = await KeptServers.OfAsync("3.4.13");
        kept.Take(0, 1, 2);
        foreach (var id in new[] { 0, 1, 2 })
        {
            kept.Ways[id] = Way.Command;
        }

        await kept.StartAsync();
        foreach (var id in kept.Ways.Keys)
        {
            kept.Said[id] = kept.Yaml(id);
        }

        kept.Write();
        Assert.That(await Run(0, "Plan", kept), Does.Contain("Nothing to do"));
        await using var load = await Load.StartAsync(kept.Ports);
        kept.MaxClientCnxns = 61;
        kept.Take(3);
        kept.Write();
        await Run(0, "Expand", kept);
        await load.StopAsync();

        foreach (var port in kept.Ports)
        {
            Assert.That(await load.MissingAsync(port), Is.Empty);
        }

        Assert.That(await kept.SettingAsync(0, "maxClientCnxns"), Is.EqualTo("61"));
        Assert.That(await Run(0, "Plan", kept), Does.Contain("Nothing to do"));
        await Run(0, "Status", kept);
    }

    private static Task<string> Run(int expected, string target, KeptServers kept) =>
        ExpansionTests.Run(expected, $"--target={target}", $"--inventory={kept.File}");

    /// <summary>Without the breaks of lines.</summary>
    private static string Flat(string output) =>
        string.Join(' ', output.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
}
