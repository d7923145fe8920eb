using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Ensembles.Histories;

namespace Unit.Histories;

/// <summary>Files as ZooKeeper writes them, made here by hand; real ones are read by the tests with real servers.</summary>
internal sealed class DiskTreeTests
{
    [Test]
    public void A_snapshot_shows_its_persistent_znodes_and_is_complete()
    {
        var tree = DiskTree.Parse(Line("snapshot", Snapshot(("", 0, 0), ("/a", 5, 0), ("/lock", 6, 77), ("/a/b", 7, 0))));

        Assert.That(tree.InSnapshot.Keys, Is.EquivalentTo(new[] { "/a", "/a/b" }));
        Assert.That((tree.Seen, tree.IsComplete), Is.EqualTo((2, true)));
        Assert.That(tree.Holds(new([new("/a", 5, 1000), new("/a/b", 8, 1000), new("/c", 9, 1000)])), Is.EqualTo(1));
    }

    [Test]
    public void A_log_shows_what_it_makes_and_does_not_delete_again()
    {
        var log = Log(Create(1, "/a", 0), Create(2, "/b", 0), Create(3, "/e", 9), Delete(4, "/b"));

        var tree = DiskTree.Parse(Line("log", log));

        Assert.That(tree.InLogs.Keys, Is.EqualTo(new[] { "/a" }));
        Assert.That(tree.Sample.Nodes, Is.EqualTo(new[] { new SampledNode("/a", 1, 1000) }));
        Assert.That(tree.IsComplete, Is.True);
    }

    [Test]
    public void What_was_cut_off_or_not_read_makes_it_incomplete()
    {
        var snapshot = Snapshot(("", 0, 0), ("/a", 5, 0), ("/b", 6, 0));
        var cut = Line("snapshot", snapshot[..^40], length: 9_000_000);

        Assert.That(DiskTree.Parse(cut).IsComplete, Is.False);
        Assert.That(DiskTree.Parse(cut).InSnapshot, Does.ContainKey("/a"));
        Assert.That(DiskTree.Parse(Line("snapshot", snapshot) + "more\n").IsComplete, Is.False);
        Assert.That(DiskTree.Parse("").IsComplete, Is.False);
    }

    /// <summary>Logs are lengthened with zeros in advance: a length of many megabytes is no sign of more.</summary>
    [Test]
    public void The_zeros_at_the_end_of_a_log_are_its_end() =>
        Assert.That(
            DiskTree.Parse(Line("log", [.. Log(Create(1, "/a", 0)), .. new byte[64]], length: 67_108_880)).IsComplete,
            Is.True);

    private static string Line(string kind, byte[] content, long? length = null)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionMode.Compress))
        {
            gzip.Write(content);
        }

        return $"{kind} {length ?? content.Length} {Convert.ToBase64String(packed.ToArray())}\n";
    }

    private static byte[] Snapshot(params (string Path, long Czxid, long Owner)[] nodes) =>
    [
        .. Bytes(0x5a4b534e), .. Bytes(2), .. Bytes(-1L), .. Bytes(0), .. Bytes(0),
        .. nodes.SelectMany(node => (byte[])
        [
            .. Bytes(node.Path), .. Bytes("data"), .. Bytes(0L),
            .. Bytes(node.Czxid), .. Bytes(node.Czxid), .. Bytes(1000L), .. Bytes(1000L), .. Bytes(0), .. Bytes(0),
            .. Bytes(0), .. Bytes(node.Owner), .. Bytes(node.Czxid),
        ]),
        .. Bytes("/"),
    ];

    private static byte[] Log(params byte[][] transactions) =>
    [
        .. Bytes(0x5a4b4c47), .. Bytes(2), .. Bytes(0L),
        .. transactions.SelectMany(one => (byte[])[.. Bytes(0L), .. Bytes(one.Length), .. one, (byte)'B']),
    ];

    private static byte[] Create(long zxid, string path, byte ephemeral) =>
    [
        .. Header(zxid, 1), .. Bytes(path), .. Bytes("data"), .. Bytes(1), .. Bytes(31), .. Bytes("world"),
        .. Bytes("anyone"), ephemeral, .. Bytes(1),
    ];

    private static byte[] Delete(long zxid, string path) => [.. Header(zxid, 2), .. Bytes(path)];

    private static byte[] Header(long zxid, int type) =>
        [.. Bytes(99L), .. Bytes(1), .. Bytes(zxid), .. Bytes(1000L), .. Bytes(type)];

    private static byte[] Bytes(int number)
    {
        var bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }

    private static byte[] Bytes(long number)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        return bytes;
    }

    private static byte[] Bytes(string text) => [.. Bytes(text.Length), .. Encoding.ASCII.GetBytes(text)];
}
