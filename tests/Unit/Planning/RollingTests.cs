using Ensembles.Inventories;
using Ensembles.Membership;
using Ensembles.Planning;
using Ensembles.Planning.QuorumModel;
using ZooKeeper.Status;

namespace Unit.Planning;

public sealed class RollingTests
{
    [Test]
    public void One_to_three_lets_exactly_one_empty_server_wait_while_the_old_one_restarts()
    {
        var plan = Plan(3, Given.Alone(), Given.Empty(2), Given.Empty(3));
        Assert.That(plan.Lines(), Is.EqualTo(["start 2 initialize waits", "restart 1", "start 3"]));
        Assert.That(
            plan.Steps.Select(step => step.Stage), Is.EqualTo([Stage.StartNew, Stage.RollingRestart, Stage.Join]));
    }

    [Test]
    public void Without_the_guard_of_later_releases_an_empty_server_needs_no_permission()
    {
        var plan = Planner.Make(
            Given.Inventory(3, MembershipKind.Static, "3.4.13"), [Given.Alone(), Given.Empty(2), Given.Empty(3)]);
        Assert.That(plan.Lines(), Is.EqualTo(["start 2 waits", "restart 1", "start 3"]));
    }

    [Test]
    public void Three_to_five_restarts_each_member_once_and_the_leader_last()
    {
        var old = Given.Static(1, 2, 3);
        var plan = Plan(
            5, Given.Leads(1, old), Given.Follows(2, old), Given.Follows(3, old), Given.Empty(4), Given.Empty(5));
        Assert.That(plan.Lines(), Is.EqualTo([
            "start 4", "restart 2", "restart 3", "restart 1", "start 5"]));
    }

    [Test]
    public void Beyond_twice_the_size_a_first_joiner_has_a_shorter_list_until_a_majority_of_the_new_one_serves()
    {
        var old = Given.Static(1, 2, 3);
        var plan = Plan(
            7,
            [
                Given.Leads(3, old), Given.Follows(1, old), Given.Follows(2, old),
                .. Enumerable.Range(4, 4).Select(Given.Empty),
            ]);
        Assert.That(plan.Lines(), Is.EqualTo([
            "start 4", "start 5", "restart 1", "restart 2", "restart 4", "restart 3", "start 6", "start 7"]));
        Assert.That(plan.Steps.Select(ListOf), Is.EqualTo([4, 7, 7, 7, 7, 7, 7, 7]));
    }

    /// <summary>
    /// Server 1 was being restarted when server 2 died. The leader of 3.4 goes on with a joiner that it does not list;
    /// whoever comes back finds two that follow where its new list wants three, and the leader's stop is the way out.
    /// </summary>
    [Test]
    public void Beside_a_leader_of_3_4_that_its_own_list_no_longer_holds_up_all_wait_for_it([Values] bool again)
    {
        var (old, list) = (Given.Static(1, 2, 3), Given.Static(1, 2, 3, 4, 5));
        var first = Given.Follows(1, list);
        var second = Given.Follows(2, again ? list : old);
        var plan = Planner.Make(
            Given.Inventory(5, MembershipKind.Static, "3.4.13"),
            [
                again ? first with { Mode = ServerMode.NotServing } : first.Down(),
                again ? second with { Mode = ServerMode.NotServing } : second.Down(),
                Given.Leads(3, old), Given.Follows(4, list), Given.Empty(5),
            ]);
        Assert.That(plan.Lines(), Is.EqualTo(["start 1 waits", "start 2 waits", "restart 3", "start 5"]));
        Assert.That(plan.Verdict, Is.TypeOf<Verdict.Safe>());
        Assert.That(((Step.Restart)plan.Steps[2]).Surviving, Is.Empty, "its stop is what the others wait for");
    }

    /// <summary>
    /// Server 1 was being restarted when the leader died: two servers of the old list then elect each other, and with
    /// the new one nobody finds a majority behind them.
    /// </summary>
    [Test]
    public void Who_cannot_follow_with_the_new_list_comes_back_with_the_old_one(
        [Values] bool isUp, [Values] bool joinerIsUp)
    {
        var (old, list) = (Given.Static(1, 2, 3), Given.Static(1, 2, 3, 4, 5));
        var (first, joiner) = (Given.Follows(1, list), Given.Follows(4, list));
        var plan = Plan(
            5, isUp ? Looking(first) : first.Down(), Given.Follows(2, old), Given.Leads(3, old),
            joinerIsUp ? Looking(joiner) : joiner.Down(), Given.Empty(5));
        Assert.That(plan.Lines(), Is.EqualTo([
            isUp ? "restart 1" : "start 1", "start 4", "restart 1", "restart 2", "restart 3", "start 5"]));
        Assert.That(plan.Steps.Select(ListOf), Is.EqualTo([3, 5, 5, 5, 5, 5]));
    }

    [Test]
    public void A_run_killed_between_stop_and_start_goes_on_with_the_server_that_is_down()
    {
        var plan = Plan(3, Given.Alone().Down(), Waiting(2, 1, 2, 3), Given.Empty(3));
        Assert.That(plan.Lines(), Is.EqualTo(["start 1", "start 3"]), "server 2 waits already");
    }

    [Test]
    public void An_empty_server_that_waits_already_is_never_joined_by_a_second()
    {
        var plan = Plan(3, Given.Alone(), Given.Empty(2), Waiting(3, 1, 2, 3));
        Assert.That(plan.Lines(), Is.EqualTo(["restart 1", "start 2"]));
    }

    [Test]
    public void A_run_killed_after_the_new_list_was_written_goes_on_too()
    {
        var server1 = Given.Alone().Down() with { RunningConfig = Given.Static(1, 2, 3) };
        var plan = Plan(3, server1, Waiting(2, 1, 2, 3), Given.Empty(3));
        Assert.That(plan.Lines(), Is.EqualTo(["start 1 waits", "start 2", "start 3"]));
    }

    [Test]
    public void A_roll_killed_in_the_middle_goes_on_to_the_longer_list()
    {
        var (old, rung) = (Given.Static(1, 2, 3), Given.Static(1, 2, 3, 4));
        var plan = Plan(
            5, Given.Follows(1, rung), Given.Follows(2, old).Down(), Given.Leads(3, old), Given.Follows(4, rung),
            Given.Empty(5));
        Assert.That(plan.Lines().Take(4), Is.EqualTo(["start 2", "restart 1", "restart 4", "restart 3"]));
    }

    [Test]
    public void A_member_that_is_down_comes_back_with_the_old_list_before_anything_else()
    {
        var old = Given.Static(1, 2, 3);
        var plan = Plan(
            5, Given.Follows(1, old).Down(), Given.Follows(2, old), Given.Leads(3, old),
            Given.Empty(4), Given.Empty(5));
        Assert.That(((MembershipForm.Static)((Step.Start)plan.Steps[0]).Form).Servers, Has.Length.EqualTo(3));
        Assert.That(plan.Lines().Take(3), Is.EqualTo(["start 1", "start 4", "restart 1"]));
    }

    [Test]
    public void An_ensemble_as_wanted_needs_nothing()
    {
        var list = Given.Static(1, 2, 3);
        var plan = Plan(3, Given.Leads(1, list), Given.Follows(2, list), Given.Follows(3, list));
        Assert.That(plan.Steps, Is.Empty);
        Assert.That(plan.Refusals, Is.Empty);
    }

    [Test]
    public void Changed_settings_restart_each_member_once_and_the_leader_last()
    {
        var list = Given.Static(1, 2, 3);
        var plan = Plan(
            3, Given.Leads(1, list) with { Outdated = true }, Given.Follows(2, list) with { Outdated = true },
            Given.Follows(3, list) with { Outdated = true });
        Assert.That(plan.Lines(), Is.EqualTo(["restart 2", "restart 3", "restart 1"]));
    }

    [Test]
    public void Only_the_server_that_differs_is_restarted()
    {
        var list = Given.Static(1, 2, 3);
        var plan = Plan(
            3, Given.Leads(1, list), Given.Follows(2, list) with { Outdated = true }, Given.Follows(3, list));
        Assert.That(plan.Lines(), Is.EqualTo(["restart 2"]));
    }

    private static int ListOf(Step step) => ((MembershipForm.Static)(step switch
    {
        Step.Start start => start.Form,
        Step.Restart again => again.Form,
        _ => throw new InvalidOperationException(step.Title),
    })).Servers.Length;

    private static ServerState Waiting(int id, params int[] list) => Given.Empty(id) with
    {
        Running = true,
        Mode = ServerMode.NotServing,
        RunningConfig = Given.Static(list),
    };

    private static Plan Plan(int wanted, params ServerState[] servers) =>
        Planner.Make(Given.Inventory(wanted, MembershipKind.Static), servers);

    private static ServerState Looking(ServerState server) => server with { Mode = ServerMode.NotServing };
}
