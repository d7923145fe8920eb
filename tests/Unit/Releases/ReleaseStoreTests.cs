using Ensembles.Inventories;
using Ensembles.Releases;
using Lab;

namespace Unit.Releases;

public sealed class ReleaseStoreTests
{
    private string folder = "";
    private ReleaseStore store = null!;

    [SetUp]
    public void Make_a_cache()
    {
        folder = TestFolder.Create();
        store = new(Path.Combine(folder, "cache"));
    }

    [Test]
    public async Task A_local_archive_is_taken_where_it_lies()
    {
        var release = Archives.Release(folder, "jar");

        Assert.That(await store.GetAsync(Spec(release.Path)), Is.EqualTo(release));
        Assert.That(await store.GetAsync(Spec(release.Path, release.Sha512.ToUpperInvariant())), Is.EqualTo(release));
    }

    [Test]
    public void A_local_archive_with_another_checksum_is_refused() =>
        Fails(Spec(Archives.Release(folder, "jar").Path, new string('0', 128)), "release.sha512");

    [TestCase("lib/zookeeper-3.9.8.jar", "3.9.8")]
    [TestCase("lib/zookeeper-3.4.5-cdh5.16.jar", "3.4.5")]
    [TestCase("zookeeper-3.4.13.jar", "3.4.13")]
    public void An_archive_of_another_version_is_told_before_any_host_is_touched(string jar, string version)
    {
        var path = Path.Combine(folder, "other.tar.gz");
        Archives.Write(path, (Archives.Top + "/bin/zkServer.sh", ""),
            (Archives.Top + "/lib/zookeeper-jute-1.2.3.jar", ""), ($"{Archives.Top}/{jar}", ""));
        for (var time = 0; time < 2; time++)
        {
            Assert.That(
                () => store.GetAsync(Spec(path)), Throws.TypeOf<WrongReleaseException>()
                    .With.Message.Contains($"holds ZooKeeper {version}, and release.version is 3.9.9"));
        }
    }

    [TestCase("lib/zookeeper-3.9.9.jar")]
    [TestCase("lib/zookeeper-3.9.9-vendor.1.jar")]
    [TestCase("lib/zookeeper.jar")]
    public async Task An_archive_of_the_version_or_of_none_that_tells_is_taken(string jar)
    {
        var path = Path.Combine(folder, "same.tar.gz");
        Archives.Write(path, (Archives.Top + "/bin/zkServer.sh", ""), ($"{Archives.Top}/{jar}", ""),
            (Archives.Top + "/lib/x.jar", ""));

        Assert.That((await store.GetAsync(Spec(path))).TopFolder, Is.EqualTo(Archives.Top));
        Assert.That((await store.GetAsync(Spec(path))).TopFolder, Is.EqualTo(Archives.Top), "known by its checksum");
    }

    [Test]
    public void A_missing_archive_is_named() => Fails(Spec("/no/such.tar.gz"), "/no/such.tar.gz");

    [Test]
    public void What_is_no_archive_is_refused()
    {
        var path = Path.Combine(folder, "page.html");
        File.WriteAllText(path, "<html>not found</html>");

        Fails(Spec(path), "not a readable .tar.gz");
    }

    [Test]
    public void A_truncated_archive_is_refused()
    {
        var whole = Path.Combine(folder, "whole.tar.gz");
        var jar = string.Concat(Enumerable.Range(0, 20_000));
        Archives.Write(whole, ("top/bin/zkServer.sh", ""), ("top/lib/a.jar", jar));
        var path = Path.Combine(folder, "part.tar.gz");
        File.WriteAllBytes(path, File.ReadAllBytes(whole)[..^2000]);

        Fails(Spec(path), "part.tar.gz is not a readable");
    }

    [Test]
    public void The_source_archive_is_refused()
    {
        var path = Path.Combine(folder, "source.tar.gz");
        Archives.Write(path, ("apache-zookeeper-3.9.9/bin/zkServer.sh", ""), ("apache-zookeeper-3.9.9/pom.xml", ""));

        Fails(Spec(path), "-bin archive");
    }

    [Test]
    public void An_archive_with_two_folders_at_its_top_is_refused()
    {
        var path = Path.Combine(folder, "two.tar.gz");
        Archives.Write(path, ("one/bin/zkServer.sh", ""), ("two/lib/zookeeper.jar", ""));

        Fails(Spec(path), "holds two beside one");
    }

    /// <summary>It would become the link to the release in use, one of our own files, or an option of a program.</summary>
    [TestCase("current")]
    [TestCase("current-realtime")]
    [TestCase("-rf")]
    [TestCase("--help")]
    [TestCase(".current.new")]
    [TestCase("realtime.lock")]
    [TestCase("a b")]
    [TestCase("a\tb")]
    public void An_archive_with_a_name_at_its_top_that_cannot_be_used_is_wrong_input(string top)
    {
        var path = Path.Combine(folder, "named.tar.gz");
        Archives.Write(path, ($"{top}/bin/zkServer.sh", ""), ($"{top}/lib/zookeeper.jar", ""));

        Assert.That(() => store.GetAsync(Spec(path)), Throws.InstanceOf<ReleaseException>()
            .With.Message.Contains($"the folder '{top}' at its top, a name that cannot be used")
            .And.Property(nameof(ReleaseException.IsWrongInput)).True);
    }

    [Test]
    public void A_version_that_Debian_never_had_is_refused_at_once() =>
        Fails(new ReleaseSpec { Version = new(3, 8, 4) }, "3.4.13, 3.8.0, 3.9.3, 3.9.6");

    private void Fails(ReleaseSpec release, string message) =>
        Assert.That(
            () => store.GetAsync(release), Throws.InstanceOf<ReleaseException>().With.Message.Contains(message));

    private static ReleaseSpec Spec(string archive, string? sum = null) =>
        new() { Version = new(3, 9, 9), Archive = archive, Sha512 = sum };
}
