using System.Collections.Immutable;
using Ensembles.Verifying;
using ZooKeeper.Client;
using ZooKeeper.Status;

namespace Unit.Verifying;

public sealed class NodeComparisonTests
{
    private static readonly Zxid UpTo = new(100);
    private static readonly Stat Stat = new(10, 20, 1000, 2000, 3, 4, 5, 0, 2, 6, 30);
    private static readonly ImmutableArray<string> Names = ["one", "two"];

    private static Reading Read(Stat stat, string data = "ab") => 
        new(Sight.All, stat, System.Text.Encoding.ASCII.GetBytes(data));

    private static (NodeVerdict Verdict, string? Difference) Compare(Reading one, Reading two)
    {
        var verdict = NodeComparison.Of([one, two], UpTo, Names, out var difference);
        return (verdict, difference);
    }

    [Test]
    public void Equal_nodes_are_equal() =>
        Assert.That(Compare(Read(Stat), Read(Stat)), Is.EqualTo((NodeVerdict.Equal, (string?)null)));

    private static IEnumerable<TestCaseData> Differences =>
    [
        new(Stat with { Czxid = 11 }, "ab", "czxid differs: one 0xa, two 0xb"),
        new(Stat with { Mzxid = 21 }, "ab", "mzxid differs: one 0x14, two 0x15"),
        new(Stat with { Ctime = 1 }, "ab", "ctime differs: one 1000, two 1"),
        new(Stat with { Mtime = 1 }, "ab", "mtime differs: one 2000, two 1"),
        new(Stat with { Version = 9 }, "ab", "version differs: one 3, two 9"),
        new(Stat with { Aversion = 9 }, "ab", "aversion differs: one 5, two 9"),
        new(Stat with { EphemeralOwner = 255 }, "ab", "ephemeralOwner differs: one 0x0, two 0xff"),
        new(Stat, "ac", "data on two differs (2 bytes, elsewhere 2)"),
        new(null, "", "missing on two, present on one"),
    ];

    [TestCaseSource(nameof(Differences))]
    public void Any_difference_is_found_and_named(Stat? other, string data, string difference) =>
        Assert.That(
            Compare(Read(Stat), other is null ? Reading.Missing : Read(other, data)),
            Is.EqualTo((NodeVerdict.Differs, difference)));

    private static IEnumerable<TestCaseData> Bookkeeping =>
    [
        new(Stat with { Cversion = 9 }, "cversion differs: one 4, two 9"),
        new(Stat with { Pzxid = 31 }, "pzxid differs: one 0x1e, two 0x1f"),
        new(Stat with { NumChildren = 9 }, "numChildren differs: one 6, two 9"),
    ];

    [TestCaseSource(nameof(Bookkeeping))]
    public void Differences_in_the_count_of_children_are_told_apart(Stat other, string difference) =>
        Assert.That(Compare(Read(Stat), Read(other)), Is.EqualTo((NodeVerdict.BookkeepingDiffers, difference)));

    [Test]
    public void What_was_changed_later_on_any_server_is_not_compared()
    {
        var later = Read(Stat with { Mzxid = 101, Version = 4 }, "xx");

        Assert.That(Compare(Read(Stat), later).Verdict, Is.EqualTo(NodeVerdict.ChangedMeanwhile));
        Assert.That(
            Compare(Reading.Missing, Read(Stat with { Czxid = 101, Mzxid = 101 })).Verdict,
            Is.EqualTo(NodeVerdict.ChangedMeanwhile));
        Assert.That(Compare(Reading.Missing, Reading.Missing).Verdict, Is.EqualTo(NodeVerdict.ChangedMeanwhile));
    }

    [Test]
    public void A_change_of_the_children_later_leaves_the_content_to_be_compared()
    {
        var later = Stat with { Pzxid = 101, Cversion = 5 };

        Assert.That(Compare(Read(Stat), Read(later)).Verdict, Is.EqualTo(NodeVerdict.Equal));
        Assert.That(Compare(Read(Stat), Read(later, "xx")).Verdict, Is.EqualTo(NodeVerdict.Differs));
    }

    [Test]
    public void Protected_nodes_are_compared_by_stat()
    {
        var closed = new Reading(Sight.StatOnly, Stat);

        Assert.That(Compare(closed, Read(Stat)).Verdict, Is.EqualTo(NodeVerdict.Equal));
        Assert.That(
            Compare(closed, new(Sight.StatOnly, Stat with { Mzxid = 21 })).Verdict, Is.EqualTo(NodeVerdict.Differs));
    }

    [Test]
    public void Hidden_nodes_exist_and_no_more_is_known()
    {
        var hidden = new Reading(Sight.Hidden);

        Assert.That(Compare(hidden, hidden).Verdict, Is.EqualTo(NodeVerdict.Equal));
        Assert.That(Compare(hidden, Read(Stat)).Verdict, Is.EqualTo(NodeVerdict.Equal));
        Assert.That(
            Compare(hidden, Reading.Missing), Is.EqualTo((NodeVerdict.Differs, "missing on two, present on one")));
    }
}
