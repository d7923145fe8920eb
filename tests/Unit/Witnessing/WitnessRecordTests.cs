using Ensembles.Witnessing;
using ZooKeeper.Status;
using static Unit.Witnessing.Operations;

namespace Unit.Witnessing;

public sealed class WitnessRecordTests
{
    private static WitnessRecord Record(double elapsed, params WitnessOperation[] operations) => new()
    {
        Run = "r",
        Started = DateTimeOffset.UnixEpoch,
        Timestamp = 0,
        Elapsed = Milliseconds(elapsed),
        Sessions =
        [
            new() { Index = 0, Operations = [.. operations], Writes = [0, 2], LastZxid = new(7) },
            new() { Index = 1, Writes = [5], LastZxid = new(9) },
        ],
        Figures = WitnessFigures.Of([], TimeSpan.Zero),
    };

    [Test]
    public void It_names_the_acknowledged_writes_of_all_sessions() => Assert.That(
        Record(0).Writes,
        Is.EqualTo([WitnessPath.Node("r", 0, 0), WitnessPath.Node("r", 0, 2), WitnessPath.Node("r", 1, 5)]));

    [Test]
    public void It_knows_the_newest_transaction_that_any_session_saw() =>
        Assert.That(Record(0).LastZxid, Is.EqualTo(new Zxid(9)));

    [Test]
    public void The_timeline_counts_operations_where_they_start()
    {
        var slices = Record(250, Write(0, 10, 5), Lost(1, 99, 80), Write(2, 100, 5), Write(3, 250, 2)).Timeline(
            Milliseconds(100));

        Assert.That(slices, Is.EqualTo(
        [
            new TimelineSlice(Milliseconds(0), Milliseconds(100), 1, 1, Milliseconds(80)),
            new TimelineSlice(Milliseconds(100), Milliseconds(100), 1, 0, Milliseconds(5)),
            new TimelineSlice(Milliseconds(200), Milliseconds(100), 1, 0, Milliseconds(2)),
        ]));
    }

    [Test]
    public void What_starts_at_the_very_end_falls_into_the_last_slice() => Assert.That(
        Record(200, Write(0, 300, 1)).Timeline(Milliseconds(100))[^1].Acknowledged, Is.EqualTo(1));
}
