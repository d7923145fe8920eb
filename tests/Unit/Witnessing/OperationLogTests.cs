using Ensembles.Witnessing;
using static Unit.Witnessing.Operations;

namespace Unit.Witnessing;

public sealed class OperationLogTests
{
    [Test]
    public void Only_acknowledged_writes_must_be_found_again()
    {
        var log = new OperationLog(0);
        log.Add(Write(0, 0, 5));
        log.Add(Lost(1, 20, 5));
        log.Add(Read(0, 30, 5));
        log.Add(Write(2, 40, 5));

        Assert.That(log.Snapshot().Writes, Is.EqualTo([0, 2]));
        Assert.That(log.Snapshot().Operations, Has.Length.EqualTo(4));
    }

    [Test]
    public void The_rate_is_that_of_the_last_second()
    {
        var log = new OperationLog(0);
        for (var i = 0; i < 100; i++)
        {
            log.Add(Write(i, i * 20, 5));
        }

        Assert.That(log.Tally(Milliseconds(2000)).Recent, Is.EqualTo(50));
        Assert.That(log.Tally(Milliseconds(9000)).Recent, Is.Zero);
    }

    [Test]
    public void The_figures_of_all_sessions_name_the_longest_gap_of_any()
    {
        var (first, second) = (new OperationLog(0), new OperationLog(1));
        first.Add(Write(0, 0, 5));
        second.Add(Write(0, 0, 5));
        second.Add(Write(1, 90, 5));
        second.LoseSession();
        var now = Milliseconds(95);
        var figures = WitnessFigures.Of([first.Tally(now), second.Tally(now)], now);

        Assert.That(
            (figures.Operations, figures.Writes, figures.SessionsLost, figures.Rate), Is.EqualTo((3L, 3L, 1, 3.0)));
        Assert.That(figures.LongestGap!.Length, Is.EqualTo(Milliseconds(90)));
    }

    [Test]
    public void Without_any_answer_there_are_figures_all_the_same()
    {
        var figures = WitnessFigures.Of([new OperationLog(0).Tally(TimeSpan.Zero)], TimeSpan.Zero);

        Assert.That((figures.Operations, figures.LongestGap), Is.EqualTo((0L, (Gap?)null)));
    }
}
