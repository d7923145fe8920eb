using System.Collections.Concurrent;
using Debian;
using Remote;
using Unit.Suite;

namespace Unit.Debian;

internal sealed class ListsProgressTests
{
    private const string Trixie = "deb.example.org_debian_dists_trixie";
    private const string Sid = "deb.example.org_debian_dists_sid";
    private const string List = "_main_binary-amd64_Packages";

    private TemporaryFolder folder;

    [SetUp]
    public void Make() => folder = new();

    [TearDown]
    public void Remove() => folder.Dispose();

    [Test]
    public void The_signed_file_of_a_suite_tells_how_much_there_is()
    {
        Write(Trixie + "_InRelease", 300, "main/binary-amd64/Packages 5000", "main/binary-amd64/Packages.xz 1000",
            "main/binary-i386/Packages 6000", "main/binary-amd64/Packages.gz 1500");
        Write(Trixie + List + ".xz", 400);
        Write(Trixie + List + ".R9AEtU", 77);
        Write("lock", 5);

        Assert.That(ListsFolder.At(folder.Path, suites: 1), Is.EqualTo(new ListsFolder(700, 1300, 77, 5000)));
    }

    [Test]
    public void The_whole_is_not_known_before_every_suite_has_told_its_size()
    {
        Write(Trixie + "_InRelease", 300, "main/binary-amd64/Packages 5000", "main/binary-amd64/Packages.xz 1000");
        Write(Trixie + List + ".xz", 400);
        Assert.That(ListsFolder.At(folder.Path, suites: 2), Is.EqualTo(new ListsFolder(700, null, 0, null)));

        Write(Sid + "_InRelease", 200, "main/binary-amd64/Packages 7000", "main/binary-amd64/Packages.xz 2000");
        Assert.That(ListsFolder.At(folder.Path, suites: 2).ToReceive, Is.Null);

        Write(Sid + List + ".xz", 1);
        Assert.That(ListsFolder.At(folder.Path, suites: 2), Is.EqualTo(new ListsFolder(901, 3500, 0, 12_000)));
    }

    [Test]
    public void No_folder_is_no_progress() =>
        Assert.That(ListsFolder.At("/nowhere", suites: 1), Is.EqualTo(new ListsFolder(0, null, 0, null)));

    [Test]
    public async Task What_has_come_is_then_unpacked()
    {
        var told = new ConcurrentQueue<Transfer>();
        var apt = new TaskCompletionSource<ToolResult>();
        var following = new ListsProgress(new Teller(told), folder.Path, "lists", 1).DuringAsync(apt.Task);
        Write(Trixie + "_InRelease", 300, "main/binary-amd64/Packages 5000", "main/binary-amd64/Packages.xz 1000");
        Write(Trixie + List + ".xz", 1000);
        Write(Trixie + List + ".R9AEtU", 2000);
        var unpacking = new Transfer("lists", null, 2000, 5000) { IsUnpacked = true };
        await Lab.Poll.UntilAsync(() => told.Contains(unpacking), "2000 bytes are not told");
        apt.SetResult(new(0, "", ""));
        await following;

        Assert.That(told.Where(transfer => transfer.IsComplete), Is.EqualTo(
        [
            new Transfer("lists", null, 1300, 1300), new Transfer("lists", null, 5000, 5000) { IsUnpacked = true },
        ]));
    }

    [Test]
    public async Task The_end_of_what_was_too_fast_to_be_seen_is_as_apt_says_it()
    {
        var told = new ConcurrentQueue<Transfer>();
        await new ListsProgress(new Teller(told), "/nowhere", "lists", 1)
            .DuringAsync(Task.FromResult(new ToolResult(0, "Fetched 512 B in 0s (1,024 B/s)\n", "")));

        Assert.That(told.Last(), Is.EqualTo(new Transfer("lists", null, 512, 512)));
    }

    /// <summary>Lines of its checksums, as Debian writes them, at the begin of a file of some length.</summary>
    private void Write(string name, int length, params string[] sizes)
    {
        var text = string.Concat(sizes
            .Select(size => size.Split(' '))
            .Select(size => $" e3b0c4 {size[1]} {size[0]}\n"));
        File.WriteAllText(Path.Combine(folder.Path, name), text + new string('\n', length - text.Length));
    }

    private sealed class Teller(ConcurrentQueue<Transfer> told) : IProgress<Transfer>
    {
        public void Report(Transfer value) => told.Enqueue(value);
    }
}
