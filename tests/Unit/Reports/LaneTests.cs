using Suite.Reports;

namespace Unit.Reports;

internal sealed class LaneTests
{
    [Test]
    public void A_joiner_is_down_starts_syncs_follows_and_gets_its_vote() => Assert.That(
        States(Sample.Report(), 2), Is.EqualTo(
            [PhaseState.Down, PhaseState.Starting, PhaseState.Syncing, PhaseState.Learner, PhaseState.Follower]));

    [Test]
    public void A_member_serves_but_for_the_middle_of_its_restart() => Assert.That(
        States(Sample.Report(), 1),
        Is.EqualTo([PhaseState.Standalone, PhaseState.Restarting, PhaseState.Syncing, PhaseState.Leader]));

    [Test]
    public void Where_nobody_asked_the_steps_tell()
    {
        var report = Sample.Report(Sample.Account(witnessed: false));

        Assert.That(States(report, 1), Is.EqualTo([PhaseState.Restarting, PhaseState.Serving]));
        Assert.That(States(report, 3),
            Is.EqualTo([PhaseState.Down, PhaseState.Starting, PhaseState.Learner, PhaseState.Serving]));
    }

    [Test]
    public void After_a_failed_step_nothing_is_known() => Assert.That(
        States(Sample.Report(Sample.Account("no quorum", witnessed: false)), 2),
        Is.EqualTo([PhaseState.Down, PhaseState.Starting, PhaseState.Unclear]));

    [Test]
    public void Phases_fill_the_axis_without_holes()
    {
        var timeline = Sample.Report().Timeline;

        foreach (var lane in timeline.Lanes)
        {
            Assert.That(lane.Phases[0].From, Is.EqualTo(timeline.From));
            Assert.That(lane.Phases[^1].To, Is.EqualTo(timeline.To));
            Assert.That(
                lane.Phases.Skip(1).Select(phase => phase.From),
                Is.EqualTo(lane.Phases.SkipLast(1).Select(phase => phase.To)));
        }
    }

    [Test]
    public void It_tells_the_roles_before_and_now() => Assert.That(
        Sample.Report().Timeline.Lanes.Select(lane => lane.Summary),
        Is.EqualTo(["standalone → leader", "not started → follower", "not started → follower"]));

    private static IEnumerable<PhaseState> States(RunReport report, int id) =>
        report.Timeline.Lanes.Single(lane => lane.Server.Id == id).Phases.Select(phase => phase.State);
}
