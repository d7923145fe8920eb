using Lab;
using Lab.Foreign.Layouts;

namespace Integration.Adopting;

/// <summary>
/// The suite's release is to go where somebody has unpacked the very same archive by hand, with the only server's data
/// and configuration in it: that folder stays what it is, and so does a link that leads to it.
/// </summary>
[Parallelizable(ParallelScope.All)]
public sealed class TheirFoldersTests
{
    private const int Znodes = 300;

    [TestCase("3.9.3", new[] { 1 })]
    [TestCase("3.9.3", new[] { 1, 2, 3 }, Category = "Long")]
    public async Task A_release_beside_the_data_of_others_leaves_them_alone(string version, int[] ids)
    {
        await using var layout = new TutorialLayout(version, [.. ids]);
        await layout.StartAsync();
        await layout.FillAsync(Znodes);
        var before = Files(layout);

        var adopted = await Adopted.FromAsync(layout);
        await adopted.AddAsync(2, layout.Software(ids[0]));
        await using var load = await Load.StartAsync(adopted.ClientPorts.Values);
        var output = await adopted.RunAsync("Expand");
        await load.StopAsync();

        Assert.That(output, Does.Contain("missing writes = 0"));
        foreach (var (id, port) in adopted.ClientPorts)
        {
            Assert.That(await load.MissingAsync(port), Is.Empty, $"server {id}");
            Assert.That(await ForeignLayout.CountAsync(port), Is.EqualTo(Znodes), $"server {id}");
        }

        foreach (var id in ids)
        {
            Assert.That(Directory.GetFiles(Path.Combine(layout.Data(id), "version-2"), "log.*"), Is.Not.Empty);
            Assert.That(
                new FileInfo(Path.Combine(layout.Software(id), "current")).LinkTarget,
                Is.EqualTo(Path.GetFileName(layout.Home(id))));
        }

        Assert.That(Files(layout).Intersect(before), Is.EquivalentTo(before), "files of theirs that are gone or changed");
        Assert.That(await adopted.RunAsync("Expand"), Does.Contain("Nothing to do"));
    }

    /// <summary>What of theirs no rollout changes: everything but zoo.cfg and what the servers write themselves.</summary>
    private static List<string> Files(TutorialLayout layout) =>
    [
        .. layout.Ids.SelectMany(id => Directory.EnumerateFiles(layout.Home(id), "*", SearchOption.AllDirectories)
            .Where(file => !file.StartsWith(layout.Data(id) + "/", StringComparison.Ordinal)
                && !file.Contains("/logs/", StringComparison.Ordinal)
                && Path.GetFileName(file) is not ("zoo.cfg" or "zookeeper.out")))
            .Select(file => $"{file} {new FileInfo(file).Length} {File.GetLastWriteTimeUtc(file):O}"),
    ];
}
