using Ensembles.Inventories;
using Ensembles.Membership;
using Ensembles.Planning;
using Spectre.Console.Testing;
using Suite.Reports;
using Suite.Reports.Html;
using Suite.Runs;
using Unit.Planning;
using ZooKeeper.Status;

namespace Unit.Reports;

/// <summary>Server 3 leaves, or its id moves to another host.</summary>
internal sealed class LeavingLaneTests
{
    private static readonly Server Old = Given.Server(3) with { Host = "old.example.com" };

    private static readonly Step.Restart Restart = new(3, new MembershipForm.Static([]), Gate.Serves, [1, 2])
    {
        Stage = Stage.Leave, Reason = "",
    };

    private static readonly Step.Retire Retire = new(Old) { Stage = Stage.Leave, Reason = "" };

    private static readonly Step.Start Start = new(3, new MembershipForm.Static([]), Gate.Serves)
    {
        Stage = Stage.Leave, Reason = "",
    };

    [Test]
    public void Who_leaves_has_a_lane_to_its_end() => Assert.That(
        States(Report(2, Restart, Retire), Old),
        Is.EqualTo([PhaseState.Restarting, PhaseState.Serving, PhaseState.Stopping, PhaseState.Left]));

    [Test]
    public void What_it_said_itself_goes_before_the_steps() => Assert.That(
        States(Report(2, Retire), Old, (900, ServerMode.Follower), (1400, null)),
        Is.EqualTo([PhaseState.Follower, PhaseState.Stopping, PhaseState.Left]));

    [Test]
    public void An_id_that_moves_has_two_lanes_each_with_its_own_steps()
    {
        var report = Report(3, Restart, Retire, Start);

        Assert.That(States(report, Old)[^1], Is.EqualTo(PhaseState.Left));
        Assert.That(
            States(report, Given.Server(3)), Is.EqualTo([PhaseState.Down, PhaseState.Starting, PhaseState.Serving]));
    }

    [Test]
    public void Whose_id_moves_is_named_with_its_place() => Assert.That(
        HtmlReport.Text(Report(3, Retire, Start)),
        Does.Contain("New in the ensemble: server 3.").And.Contain("To leave: server 3 at old.example.com:2181."));

    [Test]
    public void It_is_told_that_it_left()
    {
        var json = JsonReport.Of(Report(2, Retire));

        Assert.That(
            json["servers"]!.AsArray().Select(server => (bool)server!["leaves"]!), Is.EqualTo([false, false, true]));
        Assert.That((string?)json["servers"]![2]!["now"], Is.EqualTo("left"));
        Assert.That((int)json["wanted"]!, Is.EqualTo(2));
    }

    [Test]
    public void The_page_counts_it_among_those_of_before() => Assert.That(
        HtmlReport.Text(Report(2, Retire)), Does.Contain("3 → <data value=\"2\"").And.Contain("To leave: server 3."));

    private static PhaseState[] States(RunReport report, Server server, params (double At, ServerMode? Mode)[] said)
    {
        report.Account.Roles =
            [.. said.Select(
                reading =>
                    new Ensembles.Observing.RoleReading(server, TimeSpan.FromMilliseconds(reading.At), reading.Mode))];
        var lanes = new RunReport(report.Inventory, report.Account).Timeline.Lanes;
        return [.. lanes.Single(lane => lane.Server == server).Phases.Select(phase => phase.State)];
    }

    /// <param name="wanted">3: the inventory has the id at another host.</param>
    private static RunReport Report(int wanted, params Step[] steps)
    {
        var account = new RunRecord(TimeProvider.System)
        {
            Asked = new("Replace", "ops", Strategy.Auto),
        };
        var plan = Sample.Plan with { Steps = [.. steps] };
        var old = Given.Follows(3, Given.Static(1, 2, 3)) with { Server = Old };
        var stay = Enumerable.Range(1, wanted)
            .Select(id => id == 3 ? Given.Empty(3) : Given.Follows(id, Given.Static(1, 2, 3)));
        account.Planned(plan, stay, [old]);
        foreach (var (step, index) in steps.Select((step, index) => (step, index)))
        {
            account.Ended(new(step, TimeSpan.FromSeconds(index + 1), TimeSpan.FromSeconds(0.5), null));
        }

        return new(Given.Inventory(wanted, MembershipKind.Static), account);
    }
}
