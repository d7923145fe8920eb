using Ensembles.Releases;
using Lab;
using Remote;

namespace Unit.Releases;

public sealed class ReleaseInstallerTests
{
    private static readonly LocalHost Host = new();

    private string folder = "";
    private string install = "";
    private ReleaseArchive release = null!;

    [SetUp]
    public void Make_an_archive()
    {
        folder = TestFolder.Create();
        install = Path.Combine(folder, "opt/zoo keeper");
        release = Archives.Release(folder, "new");
    }

    [Test]
    public async Task A_release_is_unpacked_once()
    {
        Assert.That(await ReleaseInstaller.InstallAsync(Host, release, install), Is.True);
        Assert.That(await ReleaseInstaller.InstallAsync(Host, release, install), Is.False);

        Assert.That(Installed(), Is.EqualTo("new"));
        Assert.That(Names(), Is.EqualTo(new[] { Archives.Top }));
    }

    [Test]
    public async Task Another_archive_of_the_same_version_goes_beside_it()
    {
        await ReleaseInstaller.InstallAsync(Host, Archives.Release(folder, "old"), install);

        Assert.That(await ReleaseInstaller.InstallAsync(Host, release, install), Is.True);

        Assert.That((Installed(), Installed(Beside)), Is.EqualTo(("old", "new")));
        Assert.That(Names(), Is.EquivalentTo(new[] { Archives.Top, Beside }));
        Assert.That(await ReleaseInstaller.InstallAsync(Host, release, install), Is.False);
        await ReleaseInstaller.SwitchAsync(Host, release, install);
        Assert.That(new FileInfo(Path.Combine(install, "current")).LinkTarget, Is.EqualTo(Beside));
    }

    [TestCase(null)]
    [TestCase("0123")]
    public async Task A_folder_that_somebody_else_made_stays_as_it_is(string? mark)
    {
        var theirs = Directory.CreateDirectory(Path.Combine(install, Archives.Top, "data/version-2")).FullName;
        await File.WriteAllTextAsync(Path.Combine(theirs, "log.1"), "a write");
        if (mark is not null)
        {
            await File.WriteAllTextAsync(Path.Combine(install, Archives.Top, ".archive-sha512"), mark);
        }

        var before = await ReleaseInstaller.FindAsync(Host, release, install, "current");
        Assert.That(before, Is.EqualTo(new ReleasePlace(Beside, false, null)));
        Assert.That(await ReleaseInstaller.InstallAsync(Host, release, install), Is.True);

        Assert.That(await File.ReadAllTextAsync(Path.Combine(theirs, "log.1")), Is.EqualTo("a write"));
        Assert.That(Installed(Beside), Is.EqualTo("new"));
        Assert.That(await ReleaseInstaller.FindAsync(Host, release, install, "current"),
            Is.EqualTo(new ReleasePlace(Beside, true, null)));
    }

    [Test]
    public async Task Where_both_names_are_taken_nothing_is_installed()
    {
        Directory.CreateDirectory(Path.Combine(install, Archives.Top));
        Directory.CreateDirectory(Path.Combine(install, Beside));

        Assert.That(() => ReleaseInstaller.InstallAsync(Host, release, install),
            Throws.InstanceOf<HostException>().With.Message.Contains("nothing is replaced")
                .And.Message.Contains("paths.install"));
        Assert.That(Names(), Is.EquivalentTo(new[] { Archives.Top, Beside }));
    }

    [TestCase("folder")]
    [TestCase("file")]
    [TestCase("outside")]
    [TestCase("theirs")]
    [TestCase("nothing")]
    public async Task What_is_no_link_to_a_release_of_ours_is_not_replaced(string kind)
    {
        await ReleaseInstaller.InstallAsync(Host, release, install);
        var link = Path.Combine(install, "current");
        Directory.CreateDirectory(Path.Combine(install, "theirs"));
        FileSystemInfo there = kind switch
        {
            "folder" => Directory.CreateDirectory(link),
            "file" => new FileInfo(link),
            "outside" => File.CreateSymbolicLink(link, Path.Combine(folder, "elsewhere")),
            _ => File.CreateSymbolicLink(link, kind),
        };
        if (kind == "file")
        {
            await File.WriteAllTextAsync(link, "theirs");
        }

        Assert.That(() => ReleaseInstaller.SwitchAsync(Host, release, install),
            Throws.InstanceOf<HostException>().With.Message.Contains("is not ours"));

        Assert.That(new FileInfo(link).LinkTarget, Is.EqualTo(there.LinkTarget));
        Assert.That(Directory.Exists(link), Is.EqualTo(kind is "folder" or "theirs"));
    }

    [TestCase(false, 1, Category = "Long")]
    [TestCase(true, 1, Category = "Long")]
    [TestCase(false, 3)]
    [TestCase(true, 5)]
    public async Task Killed_before_any_line_the_next_run_finishes(bool replacing, int stride)
    {
        for (var line = 0; ; line += stride)
        {
            install = Path.Combine(folder, $"opt{line}");
            if (replacing)
            {
                await ReleaseInstaller.InstallAsync(Host, Archives.Release(folder, "old"), install);
            }

            var interrupted = new InterruptedHost(line);
            try
            {
                await ReleaseInstaller.InstallAsync(interrupted, release, install);
            }
            catch (ScriptFailedException)
            {
                Assert.That(interrupted.Died, $"line {line}");
            }

            await ReleaseInstaller.InstallAsync(Host, release, install);

            Assert.That(Installed(replacing ? Beside : Archives.Top), Is.EqualTo("new"), $"line {line}");
            Assert.That(Names(),
                Is.EquivalentTo(replacing ? [Archives.Top, Beside] : new[] { Archives.Top }), $"line {line}");
            Assert.That(await ReleaseInstaller.InstallAsync(Host, release, install), Is.False, $"line {line}");
            if (!interrupted.Died)
            {
                Assert.That(line, Is.GreaterThan(10));
                return;
            }
        }
    }

    [Test]
    public async Task A_damaged_transfer_is_refused_and_the_old_release_stays()
    {
        await ReleaseInstaller.InstallAsync(Host, Archives.Release(folder, "old"), install);

        Assert.That(() => ReleaseInstaller.InstallAsync(Host, release with { Sha512 = new('0', 128) }, install),
            Throws.InstanceOf<HostException>().With.Message.Contains("did not arrive as it was sent"));
        Assert.That(Installed(), Is.EqualTo("old"));
    }

    /// <summary>It arrives as it was sent, and cannot be unpacked: cut off, with another folder in it, or one that is a link.</summary>
    [TestCase("cut")]
    [TestCase("other")]
    [TestCase("link")]
    public async Task A_failed_unpacking_leaves_nothing_and_the_old_release_stays(string kind)
    {
        var old = Archives.Release(folder, "old");
        await ReleaseInstaller.InstallAsync(Host, old, install);
        await ReleaseInstaller.SwitchAsync(Host, old, install);
        var path = Path.Combine(folder, "bad.tar.gz");
        if (kind == "link")
        {
            Archives.WriteLink(path, Archives.Top, install);
        }
        else
        {
            Archives.Write(path, ($"{(kind == "other" ? "other" : Archives.Top)}/lib/a.jar", string.Concat(Enumerable.Range(0, 20_000))));
        }

        if (kind == "cut")
        {
            await File.WriteAllBytesAsync(path, (await File.ReadAllBytesAsync(path))[..^2000]);
        }

        for (var time = 0; time < 2; time++)
        {
            Assert.That(
                () => ReleaseInstaller.InstallAsync(Host, release with { Path = path, Sha512 = Archives.Sum(path) }, install),
                Throws.InstanceOf<HostException>().With.Message.Contains(
                    kind == "cut" ? "cannot be unpacked" : $"has no folder {Archives.Top}"));
            Assert.That(Names(), Is.EquivalentTo(new[] { Archives.Top, "current" }), "nothing temporary is left");
        }

        Assert.That((Installed(), Installed("current")), Is.EqualTo(("old", "old")));
    }

    [Test]
    public async Task Current_is_switched_only_where_it_points_elsewhere()
    {
        Assert.That(() => ReleaseInstaller.SwitchAsync(Host, release, install),
            Throws.InstanceOf<HostException>().With.Message.Contains("does not exist"));
        await ReleaseInstaller.InstallAsync(Host, release, install);

        Assert.That(await ReleaseInstaller.SwitchAsync(Host, release, install), Is.True);
        Assert.That(await ReleaseInstaller.SwitchAsync(Host, release, install), Is.False);
        Assert.That(new FileInfo(Path.Combine(install, "current")).LinkTarget, Is.EqualTo(Archives.Top));

        var other = Archives.Release(folder, "other");
        await ReleaseInstaller.InstallAsync(Host, other, install);
        Assert.That(await ReleaseInstaller.SwitchAsync(Host, other, install), Is.True);
        Assert.That(new FileInfo(Path.Combine(install, "current")).LinkTarget,
            Is.EqualTo($"{Archives.Top}-{other.Sha512[..12]}"));
    }

    /// <summary>Where the archive goes while another one of its version is there.</summary>
    private string Beside => $"{Archives.Top}-{release.Sha512[..12]}";

    private string Installed(string name = Archives.Top) =>
        File.ReadAllText(Path.Combine(install, name, "lib/zookeeper.jar"));

    private string[] Names() => [.. new DirectoryInfo(install).EnumerateFileSystemInfos().Select(item => item.Name)];
}
