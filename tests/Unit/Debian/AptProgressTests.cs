using System.Collections.Concurrent;
using Debian;
using Remote;
using Unit.Suite;

namespace Unit.Debian;

internal sealed class AptProgressTests
{
    private readonly ConcurrentQueue<Transfer> told = [];

    [SetUp]
    public void Forget() => told.Clear();

    [TestCase("Get:1 x\nFetched 9819 kB in 2s (4922 kB/s)\nReading package lists...\n", 9_819_000)]
    [TestCase("Fetched 12.5 MB in 3s (4,100 kB/s)\n", 12_500_000)]
    [TestCase("Fetched 512 B in 0s (1,024 B/s)\n", 512)]
    [TestCase("Hit:1 x\n", null)]
    public void The_end_is_as_apt_says_it(string output, long? bytes) =>
        Assert.That(AptProgress.Fetched(output), Is.EqualTo(bytes));

    [Test]
    public void Packages_have_their_sizes_in_the_lists()
    {
        const string Uris =
            "'http://x/a.deb' a_1%3a2.deb 3680312 SHA256:f2\n'http://x/b.deb' b_3.deb 1899192 SHA256:66\n";

        Assert.That(AptProgress.Sizes(Uris), Is.EqualTo(3_680_312 + 1_899_192));
        Assert.That(AptProgress.Sizes("E: Unable to locate package c\n"), Is.Null);
    }

    [Test]
    public async Task What_is_written_counts_until_it_is_done()
    {
        using var folder = new TemporaryFolder();
        var download = new TaskCompletionSource<ToolResult>();
        var following = Progress(folder.Path).DuringAsync(download.Task, total: 100);
        await File.WriteAllBytesAsync(Path.Combine(folder.Path, "a.deb"), new byte[40]);
        await Lab.Poll.UntilAsync(() => told.Any(transfer => transfer.Done == 40), "40 bytes are not told");
        download.SetResult(new(0, "", ""));
        await following;

        Assert.That(told.First(), Is.EqualTo(new Transfer("3 packages", null, 0, 100)));
        Assert.That(told.Last(), Is.EqualTo(new Transfer("3 packages", null, 100, 100)));
    }

    [Test]
    public async Task A_download_that_fails_is_never_complete()
    {
        await Progress("/nowhere").DuringAsync(Task.FromResult(new ToolResult(100, "", "E: no")), total: null);

        Assert.That(told.Select(transfer => transfer.IsComplete), Is.EqualTo([false]));
    }

    private AptProgress Progress(string folder) => new(new Teller(told), folder, "3 packages");

    private sealed class Teller(ConcurrentQueue<Transfer> told) : IProgress<Transfer>
    {
        public void Report(Transfer value) => told.Enqueue(value);
    }
}
