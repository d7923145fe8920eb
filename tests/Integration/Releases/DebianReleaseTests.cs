using Debian;
using Ensembles.Inventories;
using Ensembles.Releases;
using Lab;

namespace Integration.Releases;

/// <summary>What Debian's archive gives today, fetched anew.</summary>
[Parallelizable]
public sealed class DebianReleaseTests
{
    [Test]
    [Category("Long")]
    public async Task An_archive_assembled_twice_has_the_same_bytes()
    {
        var known = await LabReleases.ArchiveAsync("3.4.13");

        var again = await new ReleaseStore(TestFolder.Create()).GetAsync(new ReleaseSpec { Version = new(3, 4, 13) });

        Assert.That(again, Is.EqualTo(known with { Path = again.Path }));
        Assert.That(again.TopFolder, Is.EqualTo("apache-zookeeper-3.4.13-bin"));
    }

    [Test]
    public async Task Archives_in_the_cache_are_had_without_a_word()
    {
        await LabReleases.ArchiveAsync("3.4.13");
        var told = new List<string>();

        await LabReleases.Store.GetAsync(new ReleaseSpec { Version = new(3, 4, 13) }, new Told(told));

        Assert.That(told, Is.Empty);
    }

    [Test]
    public async Task A_suite_that_has_moved_on_is_told_with_what_it_has_now()
    {
        await LabReleases.ArchiveAsync("3.9.3");
        var gone = new DebianRelease(new(3, 9, 1), "trixie", "trixie", [], []);

        Assert.That(() => new DebianReleases(TestFolder.Create(), [gone]).GetAsync(gone.Version, null, default),
            Throws.InstanceOf<DebianException>()
                .With.Message.Contains("Debian trixie now has 3.9.3").And.Message.Contains("not 3.9.1")
                .And.Message.Contains("release.archive"));
    }

    [Test]
    [Category("Long")]
    public async Task Debians_Java_runs_a_server_from_its_own_folder()
    {
        await LabReleases.ArchiveAsync("3.9.3");
        var home = await new DebianJava(ProjectFolders.Releases).GetAsync(null, default);
        var links = new DirectoryInfo(home).EnumerateFileSystemInfos("*", SearchOption.AllDirectories)
            .Where(item => item.LinkTarget is { } target && Path.IsPathRooted(target));
        Assert.That(links, Is.Empty);

        await using var ensemble = await RealEnsemble.StartAsync("3.9.3", options: new() { JavaHome = home });

        var process = $"/proc/{ensemble.Servers[0].ProcessId}";
        var files = File.ReadLines($"{process}/maps")
            .Concat(Directory.GetFiles($"{process}/fd").Select(fd => new FileInfo(fd).LinkTarget ?? ""));
        Assert.That(files, Has.None.Contains("/usr/lib/jvm").And.None.Contains("/etc/java"));
    }

    private sealed class Told(List<string> all) : IProgress<string>
    {
        public void Report(string value) => all.Add(value);
    }
}
