using Ensembles.Verifying;
using ZooKeeper.Status;

namespace Unit.Verifying;

public sealed class TreeCheckTests
{
    private static readonly TreeFindings Equal = new(500, 0, 0, true, [], new Zxid(0x10));

    private static Check Of(TreeFindings findings, bool exact = true) =>
        TreeCheck.Of(findings, 3, 500, exact, [], TimeSpan.FromSeconds(0.5));

    [Test]
    public void Equal_and_complete_passes_with_its_extent() => Assert.That(
        Of(Equal).ToString(),
        Is.EqualTo("Passed: trees: equal, znode by znode: 500 znodes of 3 servers, up to 0x10 in 0.50 s"));

    [Test]
    public void What_was_not_compared_is_said()
    {
        var check = Of(Equal with { Compared = 200, Complete = false, Changed = 3, Protected = 2 });

        Assert.That(check.Outcome, Is.EqualTo(CheckOutcome.Warning));
        Assert.That(check.Evidence, Does.Contain("the first 200 of about 500")
            .And.Contain("without 3 that changed").And.Contain("2 of them by stat at most"));
    }

    [Test]
    public void A_server_that_was_not_compared_keeps_it_from_passing() => Assert.That(
        TreeCheck.Of(Equal, 2, 500, true, ["server 3: gone"], default).Outcome, Is.EqualTo(CheckOutcome.Warning));

    [Test]
    public void Different_content_fails_in_every_release()
    {
        var differs = Equal with { Differences = [new("/a", NodeVerdict.Differs, "data")] };

        Assert.That(Of(differs, exact: true).Outcome, Is.EqualTo(CheckOutcome.Failed));
        Assert.That(Of(differs, exact: false).Outcome, Is.EqualTo(CheckOutcome.Failed));
        Assert.That(Of(differs).Details, Is.EqualTo(["/a: data"]));
    }

    [Test]
    public void The_count_of_changes_of_children_fails_only_where_the_release_keeps_it_exact()
    {
        var differs = Equal with { Differences = [new("/a", NodeVerdict.BookkeepingDiffers, "pzxid")] };

        Assert.That(Of(differs, exact: true).Outcome, Is.EqualTo(CheckOutcome.Failed));
        Assert.That(Of(differs, exact: false).Outcome, Is.EqualTo(CheckOutcome.Warning));
    }
}
