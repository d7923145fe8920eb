using Ensembles.Histories;

namespace Unit.Histories;

internal sealed class HistoryRecordTests
{
    private static readonly HistoryRecord Record = new()
    {
        History = "0123456789abcdef",
        Seen = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        Zxid = new(0x300000007),
        Znodes = 305,
        Sample = new([new("/app", 5, 1_700_000_000_000), new("/a b\n%/ü", 0x100000002, 1)]),
    };

    [Test]
    public void What_is_written_is_read_again_whatever_paths_hold()
    {
        var read = HistoryRecord.Parse($"{Record}")!;

        Assert.That(read with { Sample = Record.Sample }, Is.EqualTo(Record));
        Assert.That(read.Sample.Nodes, Is.EqualTo(Record.Sample.Nodes));
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("history x\nseen yesterday\nzxid 0x1\n")]
    [TestCase("something else")]
    public void What_is_no_note_is_none(string? text) => Assert.That(HistoryRecord.Parse(text), Is.Null);

    [Test]
    public void The_oldest_znodes_are_kept_and_those_of_rollouts_and_of_ZooKeeper_left_out()
    {
        var sample = TreeSample.Of(
        [
            .. Enumerable.Range(10, 30).Select(zxid => new SampledNode($"/app/{zxid}", zxid, 1)),
            new("/ensemble-witness/run", 2, 1), new("/ensemble-marker", 3, 1), new("/zookeeper/quota", 1, 1),
            new("/oldest", 4, 1),
        ]);

        Assert.That(sample.Nodes, Has.Length.EqualTo(TreeSample.Most));
        Assert.That(sample.Nodes[0].Path, Is.EqualTo("/oldest"));
        Assert.That(sample.Nodes[^1].Path, Is.EqualTo("/app/24"));
    }
}
