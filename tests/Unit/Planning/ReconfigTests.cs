using Ensembles.Inventories;
using Ensembles.Membership;
using Ensembles.Planning;
using ZooKeeper.Configuration;

namespace Unit.Planning;

public sealed class ReconfigTests
{
    [Test]
    public void One_to_three_makes_a_quorum_of_one_first()
    {
        var plan = Plan(3, Given.Alone(), Given.Empty(2), Given.Empty(3));
        Assert.That(plan.Lines(), Is.EqualTo(["restart 1", "start 2", "start 3", "reconfig 2,3"]));
        Assert.That(((Step.Restart)plan.Steps[0]).Gate, Is.EqualTo(Gate.ServesDynamic));
        Assert.That(plan.Steps.Skip(1).Select(step => step.Stage), Is.All.EqualTo(Stage.Join));
    }

    [Test]
    public void Joiners_list_themselves_as_observers_and_no_other_joiner()
    {
        var plan = Plan(3, Given.Alone(), Given.Empty(2), Given.Empty(3));
        foreach (var start in plan.Steps.OfType<Step.Start>())
        {
            var list = ((MembershipForm.DynamicInitial)start.Form).Servers;
            Assert.That(list.Select(line => line.Id), Is.EqualTo([1, start.Id]));
            Assert.That(list.Single(line => line.Id == start.Id).Role, Is.EqualTo(Role.Observer));
        }
    }

    [Test]
    public void Three_to_five_of_a_dynamic_ensemble_restarts_nobody()
    {
        var old = Given.Dynamic(1, 2, 3);
        var plan = Plan(
            5, Given.Leads(1, old), Given.Follows(2, old), Given.Follows(3, old), Given.Empty(4), Given.Empty(5));
        Assert.That(plan.Lines(), Is.EqualTo(["start 4", "start 5", "reconfig 4,5"]));
    }

    [Test]
    public void A_static_ensemble_is_first_turned_dynamic()
    {
        var old = Given.Static(1, 2, 3);
        var plan = Plan(4, Given.Follows(1, old), Given.Leads(2, old), Given.Follows(3, old), Given.Empty(4));
        Assert.That(plan.Lines(), Is.EqualTo(["restart 1", "restart 3", "restart 2", "start 4", "reconfig 4"]));
    }

    [Test]
    public void A_run_killed_before_the_reconfig_only_promotes()
    {
        var old = Given.Dynamic(1);
        var plan = Plan(3, Given.Leads(1, old), Given.Follows(2, old), Given.Follows(3, old));
        Assert.That(plan.Lines(), Is.EqualTo(["reconfig 2,3"]));
    }

    [Test]
    public void A_joiner_that_fell_before_the_reconfig_is_started_with_a_first_list_again()
    {
        var old = Given.Dynamic(1);
        var plan = Plan(3, Given.Leads(1, old), Given.Follows(2, old), Given.Follows(3, old).Down());
        Assert.That(plan.Lines(), Is.EqualTo(["start 3", "reconfig 2,3"]));
        Assert.That(((Step.Start)plan.Steps[0]).Form, Is.TypeOf<MembershipForm.DynamicInitial>());
    }

    [Test]
    public void A_member_that_is_down_keeps_the_files_that_ZooKeeper_wrote()
    {
        var list = Given.Dynamic(1, 2, 3);
        var plan = Plan(3, Given.Leads(1, list), Given.Follows(2, list), Given.Follows(3, list).Down());
        Assert.That(plan.Lines(), Is.EqualTo(["start 3"]));
        Assert.That(((Step.Start)plan.Steps[0]).Form, Is.TypeOf<MembershipForm.DynamicKept>());
    }

    [Test]
    public void A_single_server_stopped_in_the_middle_comes_back_as_a_quorum_of_one()
    {
        var plan = Plan(3, Given.Alone().Down(), Given.Empty(2), Given.Empty(3));
        Assert.That(plan.Lines(), Is.EqualTo(["start 1", "start 2", "start 3", "reconfig 2,3"]));
    }

    [Test]
    public void An_ensemble_that_was_stopped_as_a_whole_waits_for_its_majority()
    {
        var list = Given.Dynamic(1, 2, 3);
        var plan = Plan(3, Given.Follows(1, list).Down(), Given.Follows(2, list).Down(), Given.Follows(3, list).Down());
        Assert.That(plan.Lines(), Is.EqualTo(["start 1 waits", "start 2", "start 3"]));
    }

    private static Plan Plan(int wanted, params ServerState[] servers) =>
        Planner.Make(Given.Inventory(wanted, MembershipKind.Dynamic), servers);
}
