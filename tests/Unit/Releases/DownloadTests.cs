using System.Net;
using Ensembles.Inventories;
using Ensembles.Releases;
using Lab;

namespace Unit.Releases;

public sealed class DownloadTests
{
    private string folder = "";
    private ReleaseArchive release = null!;
    private byte[] content = [];
    private ReleaseStore store = null!;

    [SetUp]
    public void Make_an_archive_and_a_cache()
    {
        folder = TestFolder.Create();
        release = Archives.Release(folder, "jar");
        content = File.ReadAllBytes(release.Path);
        store = new(Path.Combine(folder, "cache"));
    }

    [Test]
    public async Task A_download_is_verified_and_done_once()
    {
        using var server = new ArchiveServer(content);

        var first = await GetAsync(server);
        var second = await GetAsync(server);

        Assert.That(first, Is.EqualTo(release with { Path = first.Path }).And.EqualTo(second));
        Assert.That(first.Path, Does.EndWith("/archive.tar.gz"));
        Assert.That(server.Ranges, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Several_at_once_download_it_once()
    {
        using var server = new ArchiveServer(content);

        var all = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => GetAsync(server)));

        Assert.That(all.Distinct(), Has.Exactly(1).Items);
        Assert.That(server.Ranges, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_broken_download_is_continued()
    {
        using var server = new ArchiveServer(content) { BreaksAfter = 100 };
        Assert.That(() => GetAsync(server), Throws.InstanceOf<ReleaseException>().With.Message.Contains("try again"));

        var got = await GetAsync(server);

        Assert.That(await File.ReadAllBytesAsync(got.Path), Is.EqualTo(content));
        Assert.That(server.Ranges, Is.EqualTo(new[] { "", "bytes=100-" }));
    }

    [Test]
    public async Task A_server_without_ranges_sends_all_again()
    {
        using var server = new ArchiveServer(content) { BreaksAfter = 100, KnowsRanges = false };
        Assert.That(() => GetAsync(server), Throws.InstanceOf<ReleaseException>());

        var got = await GetAsync(server);

        Assert.That(await File.ReadAllBytesAsync(got.Path), Is.EqualTo(content));
    }

    [Test]
    public void Another_checksum_is_refused_and_nothing_kept()
    {
        using var server = new ArchiveServer(content);
        var wrong = Spec(server, new string('a', 128));

        Assert.That(() => store.GetAsync(wrong),
            Throws.InstanceOf<ReleaseException>().With.Message.Contains(release.Sha512));
        Assert.That(Directory.GetFiles(folder, "archive.tar.gz*", SearchOption.AllDirectories),
            Has.All.EndsWith(".lock"));
    }

    [TestCase(null)]
    [TestCase("abc")]
    public void A_download_without_a_checksum_is_refused_before_it_begins(string? sum)
    {
        using var server = new ArchiveServer(content);

        Assert.That(() => store.GetAsync(Spec(server, sum)),
            Throws.InstanceOf<ReleaseException>().With.Message.Contains("release.sha512"));
        Assert.That(server.Ranges, Is.Empty);
    }

    [Test]
    public void A_refusal_of_the_server_is_told_with_the_address_and_the_remedy()
    {
        using var server = new ArchiveServer(content) { Refuses = HttpStatusCode.NotFound };

        Assert.That(() => GetAsync(server), Throws.InstanceOf<ReleaseException>()
            .With.Message.Contains(server.Address.ToString()).And.Message.Contains("404")
            .And.Message.Contains("release.archive"));
    }

    private Task<ReleaseArchive> GetAsync(ArchiveServer server) => store.GetAsync(Spec(server, release.Sha512));

    private static ReleaseSpec Spec(ArchiveServer server, string? sum) =>
        new() { Version = new(3, 9, 9), Archive = server.Address.ToString(), Sha512 = sum };
}
