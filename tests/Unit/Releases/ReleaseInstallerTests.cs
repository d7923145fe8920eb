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
    public async Task Another_archive_of_the_same_version_replaces_it()
    {
        await ReleaseInstaller.InstallAsync(Host, Archives.Release(folder, "old"), install);

        Assert.That(await ReleaseInstaller.InstallAsync(Host, release, install), Is.True);

        Assert.That(Installed(), Is.EqualTo("new"));
        Assert.That(Names(), Is.EqualTo(new[] { Archives.Top }));
    }

    [Test]
    public async Task Killed_before_any_line_the_next_run_finishes([Values] bool replacing)
    {
        for (var line = 0; ; line++)
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

            Assert.That(Installed(), Is.EqualTo("new"), $"line {line}");
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

    [Test]
    public async Task Current_is_switched_only_where_it_points_elsewhere()
    {
        Assert.That(() => ReleaseInstaller.SwitchAsync(Host, release, install),
            Throws.InstanceOf<HostException>().With.Message.Contains("does not exist"));
        await ReleaseInstaller.InstallAsync(Host, release, install);

        Assert.That(await ReleaseInstaller.SwitchAsync(Host, release, install), Is.True);
        Assert.That(await ReleaseInstaller.SwitchAsync(Host, release, install), Is.False);
        Assert.That(new FileInfo(Path.Combine(install, "current")).LinkTarget, Is.EqualTo(Archives.Top));

        var other = release with { TopFolder = "other" };
        Directory.CreateDirectory(Path.Combine(install, other.TopFolder));
        Assert.That(await ReleaseInstaller.SwitchAsync(Host, other, install), Is.True);
        Assert.That(new FileInfo(Path.Combine(install, "current")).LinkTarget, Is.EqualTo("other"));
    }

    private string Installed() => File.ReadAllText(Path.Combine(install, Archives.Top, "lib/zookeeper.jar"));

    private string[] Names() => [.. new DirectoryInfo(install).EnumerateFileSystemInfos().Select(item => item.Name)];
}
