using System.Text;
using ZooKeeper.Persistence;

namespace Unit.ZooKeeper.Persistence;

public sealed class SnapshotFileTests
{
    private static readonly string[] Paths = ["/zookeeper", "/app", "/app/one"];

    // RFC 1950 has no example; zlib's own for this text is known to many.
    [Test]
    public void The_checksum_is_Adlers()
    {
        var sum = new Adler32();
        sum.Add("Wikipedia"u8);
        Assert.That(sum.Value, Is.EqualTo(0x11E60398));

        var (whole, parts, large) = (new Adler32(), new Adler32(), Encoding.ASCII.GetBytes(new string('z', 20_000)));
        whole.Add(large);
        parts.Add(large.AsSpan(0, 7_777));
        parts.Add(large.AsSpan(7_777));
        Assert.That(parts.Value, Is.EqualTo(whole.Value));
    }

    [Test]
    public void What_every_release_writes_is_read([Values] bool digest, [Values] bool lastZxid)
    {
        var snapshot = SnapshotFile.Read(new MemoryStream(DataFiles.Snapshot(digest, lastZxid, Paths)));

        Assert.That(snapshot, Is.EqualTo(new SnapshotFile(1, Paths.Length + 1)));
    }

    [Test]
    public void No_byte_can_change_unnoticed([Values] bool digest, [Values] bool lastZxid)
    {
        var good = DataFiles.Snapshot(digest, lastZxid, Paths);
        for (var at = 0; at < good.Length; at++)
        {
            var bad = (byte[])good.Clone();
            bad[at] ^= 0x10;
            Assert.That(
                () => SnapshotFile.Read(new MemoryStream(bad)), Throws.TypeOf<InvalidDataException>(), $"byte {at}");
        }
    }

    [Test]
    public void No_end_can_be_missing_unnoticed()
    {
        var good = DataFiles.Snapshot(digest: false, lastZxid: false, Paths);
        for (var length = 0; length < good.Length; length++)
        {
            Assert.That(
                () => SnapshotFile.Read(new MemoryStream(good, 0, length)), Throws.TypeOf<InvalidDataException>());
        }
    }
}
