using Ensembles.Backups;
using Unit.ZooKeeper.Persistence;
using ZooKeeper.Status;

namespace Unit.Backups;

/// <summary>A backup is whole when a server that starts with it misses nothing.</summary>
public sealed class BackupCheckTests
{
    private static readonly byte[] Snapshot = DataFiles.Snapshot(digest: true, lastZxid: false, "/zookeeper", "/app");

    [Test]
    public async Task Snapshot_and_logs_are_read_to_the_last_transaction()
    {
        var content = await Read(
            ("snapshot.100000002", Snapshot), ("log.100000001", DataFiles.Log(0x100000001, 0x100000002)),
            ("log.100000003", DataFiles.Log(0x100000003, 0x200000001)));

        Assert.That(content, Is.EqualTo(new BackupContent(new Zxid(0x200000001), 3, 4, null)));
    }

    [Test]
    public async Task A_snapshot_newer_than_all_logs_is_the_end() =>
        Assert.That((await Read(("snapshot.100000009", Snapshot))).Last, Is.EqualTo(new Zxid(0x100000009)));

    [Test]
    public async Task What_was_being_written_is_told_with_where_it_begins()
    {
        var whole = DataFiles.Log(0x100000003);

        var content = await Read(("snapshot.100000002", Snapshot), ("log.100000003", [.. whole, 1, 2, 3]));

        Assert.That((content.Last, content.Torn), Is.EqualTo((new Zxid(0x100000003), whole.Length)));
    }

    [Test]
    public void What_a_log_before_the_last_one_has_lost_at_its_end_is_missing() => Damaged(
        "log.100000004 begins with 0x100000004; transactions since 0x100000002 are missing", ("snapshot.100000002", Snapshot),
        ("log.100000003", DataFiles.Log(0x100000003)[..^1]), ("log.100000004", DataFiles.Log(0x100000004)));

    [Test]
    public void A_flipped_bit_in_a_log_before_the_last_one_is_damage()
    {
        var bad = DataFiles.Log(0x100000003);
        bad[^5] ^= 1;
        Damaged("log.100000003 is damaged behind byte", ("snapshot.100000002", Snapshot), ("log.100000003", bad), ("log.100000004", DataFiles.Log(0x100000004)));
    }

    /// <summary>A server that was ended amid a write leaves half a transaction, and gets it again from the leader.</summary>
    [Test]
    public async Task Half_a_transaction_ends_a_log_and_the_next_one_goes_on()
    {
        var content = await Read(
            ("snapshot.100000002", Snapshot), ("log.100000003", [.. DataFiles.Log(0x100000003), .. DataFiles.Log(0x100000004)[16..^9], .. new byte[4096]]),
            ("log.100000004", DataFiles.Log(0x100000004)));

        Assert.That((content.Last, content.Torn), Is.EqualTo((new Zxid(0x100000004), (long?)null)));
    }

    [TestCase("snapshot.100000002", 0x100000005)]
    [TestCase("log.100000001", 0x100000005)]
    public void A_gap_between_files_is_told(string first, long next) => Damaged(
        $"begins with 0x{next:x}; transactions since 0x1{2 - (first[0] == 'l' ? 1 : 0):x8} are missing",
        (first, first[0] == 's' ? Snapshot : DataFiles.Log(0x100000001)), ($"log.{next:x}", DataFiles.Log(next)));

    /// <summary>A member that was given the leader's snapshot never logs what that has.</summary>
    [Test]
    public async Task What_the_snapshot_has_may_be_missing_between_two_logs() => Assert.That(
        (await Read(
            ("snapshot.1000009b9", Snapshot), ("log.100000788", DataFiles.Log(0x100000788)), ("log.1000009ba", DataFiles.Log(0x1000009ba)))).Last,
        Is.EqualTo(new Zxid(0x1000009ba)));

    [Test]
    public void Logs_alone_begin_with_the_first_transaction()
    {
        Assert.That(Read(("log.100000001", DataFiles.Log(0x100000001))).Result.Last, Is.EqualTo(new Zxid(0x100000001)));
        Damaged("transactions since 0x0 are missing", ("log.100000005", DataFiles.Log(0x100000005)));
    }

    [Test]
    public void A_damaged_snapshot_is_told_by_its_name() => Damaged(
        "snapshot.100000002: the snapshot ends at byte", ("snapshot.100000002", Snapshot[..40]));

    [Test]
    public void Files_are_read_off_the_scripts_words() => Assert.That(
        BackupTaker.FilesIn("file 20 log.100000001\nnoise\nfile 7 snapshot.ff\nfile 9 log.fe\n")
            .Select(file => file.Name),
        Is.EqualTo(["snapshot.ff", "log.fe", "log.100000001"]));

    private static Task<BackupContent> Read(params (string Name, byte[] Bytes)[] files) => BackupCheck.ReadAsync(
        [.. files.Select(file => new BackupFile(file.Name, file.Bytes.Length))],
        wanted => Task.FromResult<Stream>(new MemoryStream(files.Single(file => file.Name == wanted.Name).Bytes)));

    private static void Damaged(string message, params (string Name, byte[] Bytes)[] files) =>
        Assert.That(() => Read(files), Throws.TypeOf<BackupException>().With.Message.Contains(message));
}
