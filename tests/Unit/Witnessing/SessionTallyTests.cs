using Ensembles.Witnessing;
using ZooKeeper.Client;
using static Unit.Witnessing.Operations;

namespace Unit.Witnessing;

public sealed class SessionTallyTests
{
    private static SessionTally Tally(params WitnessOperation[] operations) =>
        operations.Aggregate(new SessionTally(0), (tally, operation) => tally.Add(operation));

    [Test]
    public void There_is_no_gap_before_the_first_acknowledged_operation() =>
        Assert.That(Tally(Lost(0, 0, 5)).LongestGap(Milliseconds(1000)), Is.Null);

    [Test]
    public void A_gap_lasts_from_the_end_of_one_acknowledged_operation_to_the_end_of_the_next()
    {
        var gap = Tally(Write(0, 0, 5), Write(1, 20, 5), Write(2, 40, 500, Two), Write(3, 560, 5, Two))
            .LongestGap(Milliseconds(570));

        Assert.That(gap, Is.EqualTo(new Gap(Milliseconds(515), Milliseconds(25), 0, One, Two)));
    }

    [Test]
    public void Failed_operations_do_not_end_a_gap()
    {
        var gap = Tally(Write(0, 0, 5), Lost(1, 20, 5), Lost(2, 40, 5), Write(3, 60, 5)).LongestGap(Milliseconds(66));

        Assert.That(gap!.Length, Is.EqualTo(Milliseconds(60)));
    }

    [Test]
    public void A_read_ends_a_gap_as_well_as_a_write() => Assert.That(
        Tally(Write(0, 0, 5), Read(0, 10, 5), Write(1, 20, 5)).LongestGap(Milliseconds(25))!.Length,
        Is.EqualTo(Milliseconds(10)));

    [Test]
    public void A_gap_that_is_still_open_counts_up_to_now()
    {
        var tally = Tally(Write(0, 0, 5), Write(1, 100, 5));

        Assert.That(tally.LongestGap(Milliseconds(150))!.Length, Is.EqualTo(Milliseconds(100)));
        Assert.That(
            tally.LongestGap(Milliseconds(1105)),
            Is.EqualTo(new Gap(Milliseconds(1000), Milliseconds(105), 0, One, null)));
    }

    [Test]
    public void Every_outcome_is_counted()
    {
        var contradicted = Read(0, 40, 5) with { Outcome = OperationOutcome.Contradicted };
        var refused = Write(2, 60, 5) with { Outcome = OperationOutcome.Failed, Error = ErrorCode.NoAuth };
        var tally = Tally(Write(0, 0, 5), Read(0, 10, 5), Lost(1, 20, 5), contradicted, refused);

        Assert.That(
            (tally.Operations, tally.Writes, tally.Failed, tally.Unknown, tally.Contradicted),
            Is.EqualTo((5L, 1L, 3L, 1L, 1L)));
    }
}
