namespace Unit.Frosting;

internal sealed class CriteriaTests
{
    [Test]
    public void A_skipped_task_leaves_its_reason_in_the_summary()
    {
        using var run = HostProbe.Run([typeof(Skipped), typeof(AfterSkipped)], "--target=AfterSkipped");

        Assert.That(run.ExitCode, Is.Zero);
        Assert.That(run.Journal, Is.EqualTo(new[] { "after" }));
        Assert.That(run.Report, Does.Match(@"Skipped\s.*Skipped\s+no hosts to touch"));
    }

    [Test]
    public void The_reason_is_logged_when_asked_for_more()
    {
        using var run = HostProbe.Run(
            [typeof(Skipped), typeof(AfterSkipped)], "--target=AfterSkipped", "-v", "verbose");

        Assert.That(run.Output, Does.Contain("no hosts to touch"));
    }

    [Test]
    public void A_target_that_is_skipped_itself_fails_with_the_reason()
    {
        using var run = HostProbe.Run([typeof(Skipped)], "--target=Skipped");

        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Error, Does.Contain("no hosts to touch"));
    }
}
