using Ensembles.Witnessing;
using ZooKeeper.Client;

namespace Unit.Witnessing;

public sealed class VerdictTests
{
    [TestCase(ErrorCode.ConnectionLoss, OperationOutcome.Unknown)]
    [TestCase(ErrorCode.OperationTimeout, OperationOutcome.Unknown)]
    [TestCase(ErrorCode.SessionExpired, OperationOutcome.Failed)]
    [TestCase(ErrorCode.SessionMoved, OperationOutcome.Failed)]
    [TestCase(ErrorCode.QuotaExceeded, OperationOutcome.Failed)]
    public void A_write_is_unknown_where_the_error_is_no_answer(ErrorCode error, OperationOutcome outcome) =>
        Assert.That(
            Verdict.Of(OperationKind.Write, new ZooKeeperException(error, "create")), Is.EqualTo((outcome, error)));

    [Test]
    public void A_read_that_had_no_answer_has_failed() => Assert.That(
        Verdict.Of(OperationKind.Read, new ConnectionLossException("getData", "/", null)),
        Is.EqualTo((OperationOutcome.Failed, ErrorCode.ConnectionLoss)));

    [Test]
    public void A_write_that_was_under_way_at_the_end_is_unknown() => Assert.That(
        Verdict.Of(OperationKind.Write, new TaskCanceledException()),
        Is.EqualTo((OperationOutcome.Unknown, ErrorCode.OperationTimeout)));

    [Test]
    public void A_write_that_failed_in_an_unforeseen_way_is_unknown() => Assert.That(
        Verdict.Of(OperationKind.Write, new InvalidOperationException()).Outcome, Is.EqualTo(OperationOutcome.Unknown));
}
