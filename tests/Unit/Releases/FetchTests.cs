using System.Net;
using Ensembles.Inventories;
using Ensembles.Releases;
using Lab;
using Remote;

namespace Unit.Releases;

/// <summary>Hosts that fetch the archive themselves, by either program.</summary>
public sealed class FetchTests
{
    private string folder = "";
    private string install = "";
    private ReleaseArchive file = null!;

    [SetUp]
    public void Make_an_archive()
    {
        Prerequisite.Programs(("curl", "curl"), ("wget", "wget"));
        folder = TestFolder.Create();
        install = Path.Combine(folder, "opt/zoo keeper");
        file = Archives.Release(folder, "new");
    }

    [Test]
    public async Task The_archive_comes_from_its_address_and_nothing_is_left_over(
        [Values("curl", "wget")] string program)
    {
        using var server = new ArchiveServer(await File.ReadAllBytesAsync(file.Path));
        await using var host = new PoorHost(folder, program);

        Assert.That(await ReleaseInstaller.InstallAsync(host, At(server.Address), install), Is.True);
        Assert.That(await ReleaseInstaller.InstallAsync(host, At(server.Address), install), Is.False);

        Assert.That(Installed(), Is.EqualTo("new"));
        Assert.That(Names(), Is.EqualTo(new[] { Archives.Top }));
        Assert.That(server.Ranges, Has.Count.EqualTo(1), "fetched once");
    }

    [Test]
    public async Task Cut_off_it_leaves_the_old_release_and_the_next_run_goes_on()
    {
        await ReleaseInstaller.InstallAsync(new LocalHost(), Archives.Release(folder, "old"), install);
        using var server = new ArchiveServer(await File.ReadAllBytesAsync(file.Path)) { BreaksAfter = 100 };
        await using var host = new PoorHost(folder, "curl");

        Assert.That(() => ReleaseInstaller.InstallAsync(host, At(server.Address), install),
            Throws.InstanceOf<ScriptFailedException>().With.Message.Contains("the next run goes on"));
        Assert.That(Installed(), Is.EqualTo("old"));
        await ReleaseInstaller.InstallAsync(host, At(server.Address), install);

        Assert.That((Installed(), Installed(Beside)), Is.EqualTo(("old", "new")));
        Assert.That(Names(), Is.EquivalentTo(new[] { Archives.Top, Beside }));
        Assert.That(server.Ranges, Is.EqualTo(new[] { "", "bytes=100-" }));
    }

    [Test]
    public async Task A_part_of_something_else_is_discarded(
        [Values("curl", "wget")] string program, [Values] bool knowsRanges)
    {
        using var server = new ArchiveServer(await File.ReadAllBytesAsync(file.Path)) { KnowsRanges = knowsRanges };
        await using var host = new PoorHost(folder, program);
        Directory.CreateDirectory(install);
        await File.WriteAllTextAsync(
            Path.Combine(install, $".{Archives.Top}.{file.Sha512[..12]}.tar.gz.part"), "nonsense");

        await ReleaseInstaller.InstallAsync(host, At(server.Address), install);

        Assert.That(Installed(), Is.EqualTo("new"));
        Assert.That(Names(), Is.EqualTo(new[] { Archives.Top }));
    }

    [Test]
    public async Task Another_file_than_the_wanted_one_is_refused_and_not_kept()
    {
        using var server = new ArchiveServer([1, 2, 3]);
        await using var host = new PoorHost(folder, "curl");

        Assert.That(() => ReleaseInstaller.InstallAsync(host, At(server.Address), install),
            Throws.InstanceOf<HostException>().With.Message.Contains("another SHA-512 than release.sha512 says"));

        Assert.That(Names(), Is.Empty);
    }

    [Test]
    public async Task A_missing_file_is_told()
    {
        using var server = new ArchiveServer([1]) { Refuses = HttpStatusCode.NotFound };
        await using var host = new PoorHost(folder, "curl");

        Assert.That(() => ReleaseInstaller.InstallAsync(host, At(server.Address), install),
            Throws.InstanceOf<HostException>().With.Message.Contains("404")
                .And.Message.Contains("could not be fetched"));
    }

    [Test]
    public async Task Without_curl_and_wget_it_is_told_what_to_install()
    {
        await using var host = new PoorHost(folder, null);

        Assert.That(() => ReleaseInstaller.InstallAsync(host, At(new("http://127.0.0.1:1/x.tar.gz")), install),
            Throws.InstanceOf<HostException>().With.Message.Contains("neither curl nor wget is installed"));
    }

    [TestCase(1, Category = "Long")]
    [TestCase(6)]
    public async Task Killed_before_any_line_the_next_run_finishes(int stride)
    {
        using var server = new ArchiveServer(await File.ReadAllBytesAsync(file.Path));
        for (var line = 0; ; line += stride)
        {
            install = Path.Combine(folder, $"opt{line}");
            await ReleaseInstaller.InstallAsync(new LocalHost(), Archives.Release(folder, "old"), install);
            var interrupted = new InterruptedHost(line);
            try
            {
                await ReleaseInstaller.InstallAsync(interrupted, At(server.Address), install);
            }
            catch (ScriptFailedException)
            {
                Assert.That(interrupted.Died, $"line {line}");
            }

            await ReleaseInstaller.InstallAsync(new LocalHost(), At(server.Address), install);

            Assert.That((Installed(), Installed(Beside)), Is.EqualTo(("old", "new")), $"line {line}");
            Assert.That(Names(), Is.EquivalentTo(new[] { Archives.Top, Beside }), $"line {line}");
            if (!interrupted.Died)
            {
                Assert.That(line, Is.GreaterThan(10));
                return;
            }
        }
    }

    [TestCase("https://example.org/zookeeper-3.9.9/apache-zookeeper-3.9.9-bin.tar.gz", "apache-zookeeper-3.9.9-bin")]
    [TestCase("http://mirror/zookeeper-3.4.14.tgz", "zookeeper-3.4.14")]
    public async Task Nothing_is_fetched_here(string url, string top)
    {
        var cache = Path.Combine(folder, "cache");
        var release = new ReleaseSpec
        {
            Version = new(3, 9, 9), Archive = url, Sha512 = file.Sha512, FetchedByHosts = true,
        };

        var archive = await new ReleaseStore(cache).GetAsync(release);

        Assert.That(archive, Is.EqualTo(new ReleaseArchive(new(3, 9, 9), "", top, file.Sha512) { Address = new(url) }));
        Assert.That(archive.Size, Is.Zero);
        Assert.That(Directory.Exists(cache), Is.False);
    }

    private ReleaseArchive At(Uri address) => file with { Path = "", Address = address };

    /// <summary>Where the archive goes while another one of its version is there.</summary>
    private string Beside => $"{Archives.Top}-{file.Sha512[..12]}";

    private string Installed(string name = Archives.Top) =>
        File.ReadAllText(Path.Combine(install, name, "lib/zookeeper.jar"));

    private string[] Names() => [.. new DirectoryInfo(install).EnumerateFileSystemInfos().Select(item => item.Name)];
}
