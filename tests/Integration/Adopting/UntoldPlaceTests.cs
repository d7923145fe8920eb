using System.Globalization;
using System.Text.RegularExpressions;
using Integration.Rollouts;
using Lab.Foreign.Layouts;

namespace Integration.Adopting;

/// <summary>Lists that do not tell where a member is: no step is planned, and what is told to do leads to one.</summary>
[Parallelizable(ParallelScope.All)]
public sealed partial class UntoldPlaceTests
{
    [Test]
    [Category("Long")]
    public async Task A_kept_list_with_every_address_is_put_right_as_told_and_then_grows()
    {
        await using var layout = new EverywhereLayout("3.9.6");
        await layout.StartAsync();
        await layout.FillAsync(20);
        var adopted = await Adopted.FromAsync(layout);
        await File.WriteAllTextAsync(adopted.File, (await File.ReadAllTextAsync(adopted.File)).Replace(
            "${ZOOKEEPER_SUPERUSER_PASSWORD}", "secret", StringComparison.Ordinal));
        var plan = await adopted.RunAsync("Plan", expected: 3);
        Assert.That(Words(adopted.Output), Does.Contain("stop the server, write server.1=localhost:"));
        Assert.That(Words(plan), Does.Contain("stop the server, write server.1=localhost:"));

        await layout.Release!.RunAsync("stop");
        var config = await File.ReadAllTextAsync(Path.Combine(layout.Release.ConfigFolder, "zoo.cfg"));
        var list = config.Split("dynamicConfigFile=")[1].Split('\n')[0];
        await File.WriteAllTextAsync(list, Line().Match(Words(plan)).Groups[1].Value + "\n");
        await layout.Release.RunAsync("start");

        await adopted.AddAsync(2);
        await adopted.RunAsync("Expand");
        Assert.That(await adopted.RunAsync("Plan"), Does.Contain("Nothing to do"));
        await adopted.RunAsync("Verify");
        foreach (var port in adopted.ClientPorts.Values)
        {
            Assert.That(await ForeignLayout.CountAsync(port), Is.EqualTo(20));
        }
    }

    [Test]
    [Category("Long")]
    public async Task Members_that_were_down_at_their_adoption_are_told_and_start_once_they_are_written()
    {
        await using var layout = new ArticleLayout("3.9.6", 1, 2, 3);
        await layout.StartAsync();
        await layout.FillAsync(20);
        await layout.ReleaseOf(2).RunAsync("stop");
        await layout.ReleaseOf(3).RunAsync("stop");
        var adopted = await Adopted.FromAsync(layout);

        var plan = Words(await adopted.RunAsync("Plan", expected: 3));

        Assert.That(plan, Does.Contain("names server 2").And.Contain("names server 3").And.Contain("Write it into"));
        Assert.That(plan, Does.Not.Contain("Stop it"), "it is the only member that is up");

        await adopted.AddAsync(0);
        foreach (var id in new[] { 2, 3 })
        {
            var (ports, config) = (layout[id], layout.ReleaseOf(id).ConfigFolder);
            await File.AppendAllTextAsync(adopted.File, string.Create(CultureInfo.InvariantCulture, $$"""
                  - id: {{id}}
                    host: 127.0.0.1
                    ports: { client: {{ports.Client}}, quorum: {{ports.Quorum}}, election: {{ports.Election}}, admin: {{ports.Admin}} }
                    paths: { config: "{{config}}", data: "{{layout.DataOf(id)}}", log: "{{layout.Folder}}/log{{id}}" }

                """));
        }

        await adopted.RunAsync("Expand");
        await adopted.RunAsync("Verify");
        foreach (var port in adopted.ClientPorts.Values)
        {
            Assert.That(await ForeignLayout.CountAsync(port), Is.EqualTo(20));
        }
    }

    /// <summary>A message without the breaks of its lines.</summary>
    private static string Words(string output) => Space().Replace(output, " ");

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();

    [GeneratedRegex(@"write (server\.1=\S+) in place")]
    private static partial Regex Line();
}
