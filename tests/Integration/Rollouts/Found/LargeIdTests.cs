using Integration.Adopting;
using Lab;
using Lab.Foreign.Layouts;

namespace Integration.Rollouts.Found;

/// <summary>A member whose id is outside of what new servers may have.</summary>
[Parallelizable(ParallelScope.All)]
[Category("Long")]
public sealed class LargeIdTests
{
    /// <summary>It is adopted, and another server takes its place, as the messages on the way say.</summary>
    [TestCase("3.9.3")]
    public async Task It_is_adopted_and_can_be_replaced(string version)
    {
        await using var layout = new ArticleLayout(version, 1, 2, 255);
        await layout.StartAsync();
        await layout.FillAsync(50);
        var adopted = await Adopted.FromAsync(layout);
        Assert.That(await adopted.RunAsync("Plan"), Does.Contain("proved safe").Or.Contain("Nothing to do"));

        // Its lines go out of the inventory, and another server comes in.
        var text = await File.ReadAllTextAsync(adopted.File);
        var start = text.IndexOf("  - id: 255", StringComparison.Ordinal);
        Assert.That(start, Is.Positive, text);
        var end = text.IndexOf("\n  - id:", start + 1, StringComparison.Ordinal);
        await File.WriteAllTextAsync(adopted.File, end < 0 ? text[..start] : text[..start] + text[(end + 1)..]);
        adopted.ClientPorts.Remove(255);
        await adopted.AddAsync(1);
        var told = string.Join(' ', (await adopted.RunAsync("Replace", expected: 3)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.That(told, Does.Contain("names server 255").And.Contain("Write paths with {id} for all servers"));
        var lines = (await File.ReadAllLinesAsync(adopted.File)).Where(line => !line.StartsWith("  data:", StringComparison.Ordinal));
        await File.WriteAllTextAsync(adopted.File, (string.Join('\n', lines) + "\n").Replace("\npaths:\n", $$"""

            paths:
              config: "{{layout.Folder}}/node{id}/zookeeper-{{version}}/conf"
              data: "{{layout.Folder}}/node{id}/data"
              log: "{{layout.Folder}}/node{id}/zookeeper-{{version}}/logs"

            """, StringComparison.Ordinal));
        await using var load = await Load.StartAsync(adopted.ClientPorts.Values);

        var output = await adopted.RunAsync("Replace");
        await load.StopAsync();

        Assert.That(output, Does.Contain("missing writes = 0"));
        foreach (var (id, port) in adopted.ClientPorts)
        {
            Assert.That(await ForeignLayout.CountAsync(port), Is.EqualTo(50), $"server {id}");
            Assert.That(await load.MissingAsync(port), Is.Empty, $"server {id}");
        }

        Assert.That(await ForeignLayout.ModeAsync(layout[255].Client), Is.Null, "server 255 is stopped");
    }
}
