using Integration.Adopting;
using Lab;
using Lab.Foreign.Layouts;

namespace Integration.Rollouts.Found;

/// <summary>A member whose id is outside of what new servers may have.</summary>
[Parallelizable(ParallelScope.All)]
[Category("Long")]
public sealed class LargeIdTests
{
    /// <summary>As the message says: it is adopted, and replaced by one that may have its id.</summary>
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
