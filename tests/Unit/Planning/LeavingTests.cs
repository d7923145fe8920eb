using Ensembles.Findings;
using Ensembles.Inventories;
using Ensembles.Membership;
using Ensembles.Planning;
using Unit.Planning.Model;
using ZooKeeper.Status;

namespace Unit.Planning;

/// <summary>Members that the inventory has no more, and who comes in their place.</summary>
public sealed class LeavingTests
{
    [Test]
    public void A_dynamic_ensemble_takes_leavers_out_by_one_reconfig_before_any_stops()
    {
        var list = Given.Dynamic(1, 2, 3, 4, 5);
        var plan = Make(MembershipKind.Dynamic, 3,
            Given.Follows(1, list), Given.Follows(2, list), Given.Follows(3, list), Given.Follows(4, list),
            Given.Leads(5, list));
        Assert.That(plan.Lines(), Is.EqualTo(["reconfig -4,5", "retire 4", "retire 5"]));
        Assert.That(plan.Steps[0].Reason, Does.Contain("the leader leaves"));
    }

    [Test]
    public void A_static_ensemble_lets_one_leaver_go_with_each_list_and_the_leader_last()
    {
        var list = Given.Static(1, 2, 3, 4, 5);
        var plan = Make(MembershipKind.Static, 3,
            Given.Follows(1, list), Given.Follows(2, list), Given.Follows(3, list), Given.Follows(4, list),
            Given.Leads(5, list));
        Assert.That(plan.Lines(), Is.EqualTo([
            "yield 4", "restart 1", "restart 2", "restart 3", "retire 4",
            "yield 5", "restart 1", "restart 2", "restart 3", "retire 5"]));
    }

    /// <summary>It would be stopped, and could not come back.</summary>
    [Test]
    public void A_leaver_that_could_not_be_started_again_is_not_stopped_on_the_way()
    {
        var list = Given.Static(1, 2, 3, 4, 5);
        var plan = Make(MembershipKind.Static, 3,
            Given.Follows(1, list), Given.Follows(2, list), Given.Follows(3, list), Given.Follows(4, list),
            Given.Leads(5, list) with { WhyNotStartable = "its script is gone" });

        Assert.That(plan.Refusals.Codes(), Is.EqualTo([RefusalCodes.NotStartable]));
        Assert.That(plan.Refusals.Texts(), Has.One.Contains("its script is gone."));
        Assert.That(plan.Steps, Is.Empty);
    }

    [Test]
    public void A_leaver_that_is_only_stopped_need_not_be_startable()
    {
        var list = Given.Dynamic(1, 2, 3, 4, 5);
        var plan = Make(MembershipKind.Dynamic, 3,
            Given.Leads(1, list), Given.Follows(2, list), Given.Follows(3, list), Given.Follows(4, list),
            Given.Follows(5, list) with { WhyNotStartable = "its script is gone" });

        Assert.That(plan.Lines(), Is.EqualTo(["reconfig -4,5", "retire 4", "retire 5"]));
    }

    [Test]
    public void Two_that_leave_must_not_hand_the_lead_to_each_other()
    {
        // 5 takes over from 6, and nobody with the list of four follows 5.
        var all = Hand.Members(6, 6);
        var byHand = Hand.Check("3.9.3", all, Hand.Yield(5), Hand.Yield(6), Hand.Restart(1, 4, Gate.Serves));
        Assert.That(byHand.CounterExample(), Does.Contain("server 1 can never serve"));
        var plan = Make(MembershipKind.Static, 4, all);
        Assert.That(plan.Lines(), Is.EqualTo([
            "yield 5", "restart 1", "restart 2", "restart 3", "restart 4", "retire 5",
            "yield 6", "restart 1", "restart 2", "restart 3", "restart 4", "retire 6"]));
    }

    /// <summary>
    /// Where the leaver has the larger id it leads after the joiner's start: with the last list alone the joiner could not
    /// follow it, and the leader would never be let go. Where the joiner has, it leads, and would send its votes to those of
    /// its list only: the leaver, and who restarts last, would wait for it outside for ever.
    /// </summary>
    [TestCase(3, 5, "1,2,3,5")]
    [TestCase(6, 5, "1,2,5,6")]
    public void A_joiner_lists_the_leaver_for_as_long_as_others_do(int joiner, int leaver, string listed)
    {
        var list = Given.Static(1, 2, leaver);
        var plan = Planner.Make(
            Wanted(MembershipKind.Static, 1, 2, joiner), [Given.Follows(1, list), Given.Leads(2, list), Given.Empty(joiner)],
            [Given.Follows(leaver, list)], new() { Intent = Intent.Replace });

        Assert.That(plan.Refusals.Codes(), Is.Empty);
        var started = (MembershipForm.Static)plan.Steps.OfType<Step.Start>().Single().Form;
        Assert.That(string.Join(',', started.Servers.Select(line => line.Id).Order()), Is.EqualTo(listed));
    }

    /// <summary>
    /// Server 4 was started with the last list alone and leads: servers 1 and 3 are never told its vote. With the last list
    /// the two that follow already are a majority of it for server 3.
    /// </summary>
    [Test]
    public void Servers_that_a_leader_does_not_list_and_that_wait_for_it_are_got_in()
    {
        RunningConfig list = Given.Static(1, 2, 3, 4), last = Given.Static(2, 3, 4);
        var plan = Planner.Make(
            Wanted(MembershipKind.Static, 2, 3, 4),
            [
                Given.Follows(2, list), Given.Follows(3, list) with { Mode = ServerMode.NotServing }, Given.Leads(4, last),
            ],
            [Given.Follows(1, list) with { Mode = ServerMode.NotServing }], new() { Intent = Intent.Replace });
        Assert.That(plan.Refusals, Is.Empty);
        Assert.That(plan.Lines(), Is.EqualTo(["yield 1", "restart 3", "restart 2", "retire 1"]));
    }

    [Test]
    public void A_leaver_that_is_down_with_a_list_of_before_is_no_member_of_it()
    {
        var list = Given.Dynamic(2, 3, 4);
        var plan = Planner.Make(
            Wanted(MembershipKind.Dynamic, 5), [Given.Follows(5, list)],
            [
                Given.Leads(2, list), Given.Follows(3, Given.Dynamic(1, 2, 3, 4)).Down(), Given.Follows(4, list),
            ], new() { Intent = Intent.Replace });
        Assert.That(plan.Lines(), Is.EqualTo(["reconfig 5 -3,4,2", "retire 2", "retire 3", "retire 4"]));
    }

    [Test]
    public void A_joiner_lists_the_leader_also_where_that_is_to_move()
    {
        var list = Given.Dynamic(1, 2, 3);
        var there = Given.Server(3) with { Host = "10.0.0.33" };
        var inventory = Wanted(MembershipKind.Dynamic, 1, 2, 4);
        var plan = Planner.Make(
            inventory with { Servers = inventory.Servers.Add(there) },
            [Given.Follows(1, list), Given.Follows(2, list), Given.Empty(3) with { Server = there }, Given.Empty(4)],
            [Given.Leads(3, list)], new() { Intent = Intent.Replace });
        Assert.That(plan.Lines()[0], Is.EqualTo("start 4"));
        var own = (MembershipForm.DynamicInitial)((Step.Start)plan.Steps[0]).Form;
        Assert.That(
            own.Servers.Select(line => $"{line.Id} {line.Host}"),
            Is.EquivalentTo(["1 10.0.0.1", "2 10.0.0.2", "3 10.0.0.3", "4 10.0.0.4"]));
    }

    [Test]
    public void A_joiner_and_a_leaver_change_places_in_one_reconfig()
    {
        var list = Given.Dynamic(1, 2, 3);
        var plan = Planner.Make(
            Wanted(MembershipKind.Dynamic, 1, 3, 4), [Given.Follows(1, list), Given.Leads(3, list), Given.Empty(4)],
            [Given.Follows(2, list)], new() { Intent = Intent.Replace });
        Assert.That(plan.Lines(), Is.EqualTo(["start 4", "reconfig 4 -2", "retire 2"]));
    }

    [Test]
    public void A_static_ensemble_grows_before_it_shrinks()
    {
        var list = Given.Static(1, 2, 3);
        var plan = Planner.Make(
            Wanted(MembershipKind.Static, 1, 3, 4), [Given.Leads(1, list), Given.Follows(3, list), Given.Empty(4)],
            [Given.Follows(2, list)], new() { Intent = Intent.Replace });
        Assert.That(plan.Lines(), Is.EqualTo([
            "start 4", "restart 2", "restart 3", "restart 1", "yield 2", "restart 3", "restart 4", "restart 1", "retire 2"]));
    }

    [Test]
    public void In_3_4_no_joiner_lacks_a_member_that_is_to_hear_it()
    {
        // Server 4 without server 2 in its list would never call it back, and 2 would wait for its vote for ever.
        var list = Given.Static(1, 2, 3);
        var inventory = Given.Inventory(0, MembershipKind.Static, "3.4.13") with
        {
            Servers = [Given.Server(1), Given.Server(3), Given.Server(4)],
        };
        var plan = Planner.Make(
            inventory, [Given.Leads(1, list), Given.Follows(3, list), Given.Empty(4)], [Given.Follows(2, list)], new());
        Assert.That(((MembershipForm.Static)((Step.Start)plan.Steps[0]).Form).Servers.Select(line => line.Id),
            Is.EqualTo([1, 2, 3, 4]));
    }

    [Test]
    public void A_dead_host_is_taken_out_without_being_stopped()
    {
        var list = Given.Dynamic(1, 2, 3, 4);
        var plan = Make(MembershipKind.Dynamic, 3, Given.Leads(1, list), Given.Follows(2, list), Given.Follows(3, list),
            Given.Follows(4, list).Down() with { Unreachable = true });
        Assert.That(plan.Lines(), Is.EqualTo(["reconfig -4"]));
        Assert.That(plan.Warnings.Texts(), Has.Some.Contains("cannot be reached"));
    }

    [Test]
    public void A_lost_quorum_is_not_removed()
    {
        var list = Given.Static(1, 2, 3);
        var gone = Given.Follows(3, list).Down() with { Unreachable = true };
        var plan = Make(MembershipKind.Static, 1, Given.Follows(1, list) with { Mode = ServerMode.NotServing },
            gone with { Server = Given.Server(2) }, gone);
        Assert.That(plan.Refusals.Codes(), Has.Some.EqualTo(RefusalCodes.QuorumLost));
    }

    [TestCase(Intent.Expand, "--target=Shrink does")]
    [TestCase(Intent.Upgrade, "--target=Shrink does")]
    public void Who_should_leave_is_no_matter_of_another_target(Intent intent, string remedy)
    {
        var list = Given.Dynamic(1, 2, 3);
        var plan = Planner.Make(
            Wanted(MembershipKind.Dynamic, 1, 2),
            [Given.Leads(1, list), Given.Follows(2, list)], [Given.Follows(3, list)],
            new() { Intent = intent });
        Assert.That(plan.Refusals.Codes(), Has.Exactly(1).EqualTo(RefusalCodes.RemovesNothing));
        Assert.That(plan.Refusals.Texts(), Has.Exactly(1).Contains(remedy));
    }

    [Test]
    public void A_joiner_is_no_matter_of_Shrink()
    {
        var list = Given.Dynamic(1, 2, 3);
        var plan = Planner.Make(
            Wanted(MembershipKind.Dynamic, 1, 2, 4), [Given.Leads(1, list), Given.Follows(2, list), Given.Empty(4)],
            [Given.Follows(3, list)], new() { Intent = Intent.Shrink });
        Assert.That(plan.Refusals.Texts(), Has.Exactly(1).Contains("--target=Replace does"));
    }

    private static Inventory Wanted(MembershipKind membership, params int[] ids) =>
        Given.Inventory(0, membership) with { Servers = [.. ids.Select(Given.Server)] };

    private static Plan Make(MembershipKind membership, int wanted, params ServerState[] servers) => Planner.Make(
        Given.Inventory(wanted, membership), servers[..wanted], [.. servers[wanted..]],
        new() { Intent = Intent.Shrink });
}
