using ZooKeeper.Persistence;
using ZooKeeper.Status;

namespace Unit.ZooKeeper.Persistence;

public sealed class TransactionLogTests
{
    private static readonly long[] Three = [0x100000001, 0x100000002, 0x200000001];

    [TestCase(0)]
    [TestCase(7)]
    [TestCase(4096)]
    public void A_log_ends_with_its_transactions_whatever_zeros_follow(int zeros)
    {
        byte[] whole = DataFiles.Log(Three);

        var log = Read([.. whole, .. new byte[zeros]]);

        Assert.That(log with { Torn = false, IsPartial = false }, Is.EqualTo(
            new TransactionLog(new Zxid(Three[0]), new Zxid(Three[2]), 3, whole.Length, Torn: false)));
    }

    [Test]
    public void Wherever_it_is_cut_what_is_whole_is_kept_and_the_rest_is_told()
    {
        byte[] whole = DataFiles.Log(Three);
        long[] ends = [16, .. Enumerable.Range(1, 3).Select(count => DataFiles.Log(Three[..count]).Length)];
        for (var length = 0; length <= whole.Length; length++)
        {
            var log = Read(whole[..length]);
            var kept = ends.LastOrDefault(end => end <= length);

            Assert.That((log.Length, log.Torn), Is.EqualTo((kept, length != kept || length < 16)), $"cut at {length}");
        }
    }

    [Test]
    public void A_transaction_that_was_half_written_is_torn()
    {
        byte[] whole = DataFiles.Log(Three);
        var bad = (byte[])whole.Clone();
        Array.Clear(bad, bad.Length - 20, 20);

        var log = Read([.. bad, .. new byte[4096]]);

        Assert.That(log.Torn, Is.True);
        Assert.That((log.Count, log.Last), Is.EqualTo((2, new Zxid(Three[1]))));
    }

    [Test]
    public void A_missing_transaction_is_told() => Assert.That(
        () => Read(DataFiles.Log(0x100000001, 0x100000003)),
        Throws.TypeOf<InvalidDataException>().With.Message.Contains("0x100000003 follows 0x100000001"));

    /// <summary>A follower of 3.8.0 logs so when its first synchronization breaks off and the second begins anew.</summary>
    [Test]
    public void Transactions_that_stand_in_it_again_are_whole()
    {
        var log = Read(DataFiles.Log(0x3000004cb, 0x3000004cc, 0x3000004cd, 0x3000004cb, 0x3000004cc));
        Assert.That((log.First, log.Last, log.Count), Is.EqualTo((new Zxid(0x3000004cb), new Zxid(0x3000004cd), 3)));
        Assert.That(() => Read(DataFiles.Log(3, 4, 3, 4, 6)), Throws.TypeOf<InvalidDataException>());
        Assert.That(() => Read(DataFiles.Log(3, 4, 2)), Throws.TypeOf<InvalidDataException>());
    }

    [Test]
    public void What_a_snapshot_has_may_be_missing()
    {
        var bytes = DataFiles.Log(0x100000001, 0x100000002, 0x100000007);
        Assert.That(TransactionLog.Read(new MemoryStream(bytes), new Zxid(0x100000006)).Last, Is.EqualTo(new Zxid(0x100000007)));
        Assert.That(() => TransactionLog.Read(new MemoryStream(bytes), new Zxid(0x100000005)), Throws.TypeOf<InvalidDataException>());
    }

    [Test]
    public void Something_else_is_no_log() => Assert.That(
        () => Read([.. "PK\u0003\u0004 something else altogether"u8]), Throws.TypeOf<InvalidDataException>());

    private static TransactionLog Read(byte[] bytes) => TransactionLog.Read(new MemoryStream(bytes));
}
