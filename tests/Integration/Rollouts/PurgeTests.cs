using Lab;

namespace Integration.Rollouts;

/// <summary>Down --purge removes what the suite and its servers have made, and nothing that stands in its place.</summary>
[Parallelizable]
public sealed class PurgeTests
{
    private static readonly string[] Foreign =
    [
        "data/version-2/log.txt", "data/version-2/snapshot.mine", "data/version-2.left-of-mine/snapshot.9", "data/myid.left-x",
        "conf/zoo.cfg.dynamic.mine", "conf/zoo.cfg.left-notes", "log/zookeeper.log.2025.gz",
    ];

    /// <summary>
    /// One data folder has become a link to a copy of another ensemble's, in the next another tree lies, and beside the
    /// files of the third lie those of other people with names that are nearly the same.
    /// </summary>
    [Test]
    public async Task What_has_come_in_the_place_of_its_own_stays_and_is_named()
    {
        await using var servers = SuiteInventory.Of("3.9.3", isDynamic: false, present: 3, wanted: 3);
        await ExpansionTests.Run(0, "--target=Up", $"--inventory={servers.File}");
        await ExpansionTests.Run(0, "--target=Down", $"--inventory={servers.File}");
        var other = TestFolder.Create("other");
        await Ci.Program.OutputAsync("cp", "-a", servers.DataFolder(1), $"{other}/data");
        await Ci.Program.OutputAsync("cp", "-a", $"{servers.DataFolder(2)}/version-2", $"{other}/version-2");
        Directory.Delete(servers.DataFolder(1), recursive: true);
        Directory.CreateSymbolicLink(servers.DataFolder(1), $"{other}/data");
        Directory.Delete($"{servers.DataFolder(2)}/version-2", recursive: true);
        Directory.Move($"{other}/version-2", $"{servers.DataFolder(2)}/version-2");
        foreach (var name in Foreign)
        {
            var path = Path.Combine(servers.Folder, "3", name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, "of other people");
        }

        string[] kept = [.. Below($"{other}/data"), .. Below($"{servers.DataFolder(2)}/version-2")];

        var output = await ExpansionTests.Run(
            0, "--target=Down", "--purge", "--yes", $"--inventory={servers.File}");

        Assert.That(kept.Where(file => !File.Exists(file)), Is.Empty);
        Assert.That(kept, Has.Length.GreaterThan(4));
        Assert.That(
            Below(Path.Combine(servers.Folder, "3")).Select(file => Path.GetRelativePath(Path.Combine(servers.Folder, "3"), file)),
            Is.EquivalentTo(Foreign));
        Assert.That(output, Does.Contain($"left: {servers.DataFolder(1)}")
            .And.Contain($"left: {servers.DataFolder(2)}/version-2").And.Contain("left: " + Path.Combine(servers.Folder, "3")));
    }

    private static IEnumerable<string> Below(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories);
}
