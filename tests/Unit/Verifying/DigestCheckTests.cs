using System.Collections.Immutable;
using Ensembles.Verifying;
using ZooKeeper.Status;

namespace Unit.Verifying;

public sealed class DigestCheckTests
{
    private static TreeDigests Digests(params (long Zxid, long Digest)[] entries) =>
        new(entries.ToImmutableSortedDictionary(entry => new Zxid(entry.Zxid), entry => entry.Digest));

    private static Check Of(long after, params TreeDigests[] servers) =>
        DigestCheck.Of(servers, new Zxid(after), new Zxid(0x190), [], readOnly: true);

    [Test]
    public void Digests_are_compared_at_the_newest_common_transaction()
    {
        var check = Of(0, Digests((0x80, 1), (0x100, 2), (0x180, 3)), Digests((0x100, 2), (0x180, 3)));

        Assert.That(check.Outcome, Is.EqualTo(CheckOutcome.Passed));
        Assert.That(check.Evidence, Does.Contain("0x180, 16 transactions ago"));
    }

    [Test]
    public void A_different_digest_fails() => Assert.That(
        Of(0, Digests((0x80, 1)), Digests((0x80, 2)), Digests((0x80, 1))).Outcome, Is.EqualTo(CheckOutcome.Failed));

    [Test]
    public void Trees_that_were_different_once_are_worth_a_warning() => Assert.That(
        Of(0, Digests((0x80, 1), (0x100, 5)), Digests((0x80, 2), (0x100, 5))).Outcome,
        Is.EqualTo(CheckOutcome.Warning));

    [Test]
    public void Without_a_common_transaction_nothing_is_claimed()
    {
        Assert.That(Of(0, Digests((0x80, 1)), Digests((0x100, 1))).Outcome, Is.EqualTo(CheckOutcome.Skipped));
        Assert.That(Of(0, Digests((0x80, 1)), Digests()).Outcome, Is.EqualTo(CheckOutcome.Skipped));
    }

    [Test]
    public void Old_digests_do_not_count_where_new_ones_are_wanted() => Assert.That(
        Of(0x80, Digests((0x80, 1)), Digests((0x80, 1))).Outcome, Is.EqualTo(CheckOutcome.Skipped));

    [Test]
    public void A_server_that_does_not_answer_keeps_it_from_passing() => Assert.That(
        DigestCheck.Of([Digests((1, 1)), Digests((1, 1))], default, new(2), ["server 3: gone"], true).Outcome,
        Is.EqualTo(CheckOutcome.Warning));
}
