using Ensembles.Findings;
using Ensembles.Inventories;
using Ensembles.Membership;
using Ensembles.Planning;
using Ensembles.Planning.QuorumModel;

namespace Unit.Planning;

/// <summary>An id goes to another host, and never two servers claim it.</summary>
public sealed class MovingIdTests
{
    [Test]
    public void An_id_moves_only_after_its_old_server_is_nobody()
    {
        var list = Given.Dynamic(1, 2, 3);
        var plan = Moved(MembershipKind.Dynamic, Given.Leads(1, list), Given.Follows(2, list), Given.Follows(3, list));
        Assert.That(plan.Lines(), Is.EqualTo(["reconfig -3", "retire 3", "start 3", "reconfig 3"]));
        Assert.That(((Step.Retire)plan.Steps[1]).Leaver.Host, Is.EqualTo("10.0.0.3"));
    }

    /// <summary>It leads, and only there can whoever follows it find it.</summary>
    [Test]
    public void Who_joins_beside_an_id_that_moves_is_told_where_that_is_now()
    {
        var list = Given.Static(1, 2, 3);
        var there = Given.Server(3) with { Host = "10.0.0.13" };
        var inventory = Given.Inventory(4, MembershipKind.Static) with
        {
            Servers = [Given.Server(1), Given.Server(2), there, Given.Server(4)],
        };
        var plan = Planner.Make(
            inventory,
            [Given.Follows(1, list), Given.Follows(2, list), Given.Empty(3) with { Server = there }, Given.Empty(4)],
            [Given.Leads(3, list)], new());

        Assert.That(plan.Refusals, Is.Empty);
        Assert.That(plan.Lines()[0], Is.EqualTo("start 4"));
        var lines = ((MembershipForm.Static)((Step.Start)plan.Steps[0]).Form).Servers;
        Assert.That(lines.Single(line => line.Id == 3).Host, Is.EqualTo(Given.Server(3).Host));
    }

    [TestCase("3.4.13")]
    [TestCase("3.9.3")]
    public void An_id_of_a_static_ensemble_moves_while_the_others_are_a_majority(string version)
    {
        var list = Given.Static(1, 2, 3);
        var plan = Moved(
            MembershipKind.Static, Given.Leads(1, list), Given.Follows(2, list), Given.Follows(3, list), version);
        Assert.That(plan.Lines(), Is.EqualTo(["retire 3", "start 3", "restart 2", "restart 1"]));
        Assert.That(((MembershipForm.Static)((Step.Start)plan.Steps[1]).Form).Servers[2].Host, Is.EqualTo("10.0.0.33"));
    }

    [Test]
    public void An_empty_server_under_an_old_id_is_unsafe_before_the_others_hold_what_the_old_one_held()
    {
        // No marker was acknowledged by the others since the old server 3 acknowledged writes: 2 may lack them.
        var list = Given.Static(1, 2, 3);
        var start = InitialState.Of(Given.Inventory(3, MembershipKind.Static, "3.4.13"), [
            Given.Leads(1, list), Given.Follows(2, list), Given.Follows(3, list)]);
        var retired = start.Apply(new Transition.Stop(3)).Last().Apply(new Transition.Retire(3)).Last();
        var started = new Func<ModelState, ModelState>(state => state
            .Apply(new Transition.Write(3, new VotingView(0b111))).Last().Apply(new Transition.Start(3, Initialize: false)).Last());
        Assert.That(Hazard.In(started(retired)), Is.TypeOf<Hazard.Loss>());
        Assert.That(Hazard.In(started(retired.Apply(new Transition.Measure(3)).Last())), Is.Null);
    }

    [Test]
    public void An_id_does_not_move_from_a_host_that_may_come_back_with_it()
    {
        var list = Given.Dynamic(1, 2, 3);
        var plan = Moved(MembershipKind.Dynamic, Given.Leads(1, list), Given.Follows(2, list),
            Given.Follows(3, list).Down() with { Unreachable = true });
        Assert.That(plan.Refusals.Codes(), Has.Some.EqualTo(RefusalCodes.MoveFromUnreachable));
    }

    [Test]
    public void Two_servers_do_not_let_an_id_move()
    {
        var list = Given.Static(2, 3);
        var there = Given.Server(3) with { Host = "10.0.0.33" };
        var plan = Planner.Make(
            Wanted(MembershipKind.Static, 2, 3) with { Servers = [Given.Server(2), there] },
            [Given.Leads(2, list), Given.Empty(3) with { Server = there }], [Given.Follows(3, list)], new());
        Assert.That(plan.Refusals.Single(refusal => refusal.Code == RefusalCodes.MoveWithoutMajority).Remedy,
            Does.Contain("give the new host an id of its own"));
    }

    [TestCase(MembershipKind.Dynamic)]
    [TestCase(MembershipKind.Static)]
    public void Only_one_id_moves_at_a_time(MembershipKind membership)
    {
        var list = membership == MembershipKind.Dynamic ? Given.Dynamic(1, 2, 3, 4, 5) : Given.Static(1, 2, 3, 4, 5);
        ServerState[] old = [Given.Follows(4, list), Given.Follows(5, list)];
        var moved = old.Select(server => server.Server with { Host = server.Server.Host + "0" }).ToArray();
        ServerState[] stay = [Given.Leads(1, list), Given.Follows(2, list), Given.Follows(3, list)];
        var inventory = Given.Inventory(5, membership);
        var plan = Planner.Make(
            inventory with { Servers = [.. inventory.Servers.Take(3), .. moved] },
            [.. stay, .. moved.Select(server => Given.Empty(server.Id) with { Server = server })], [.. old],
            new() { Intent = Intent.Replace });
        Assert.That(plan.Refusals.Texts(),
            Has.Exactly(1).StartsWith("Servers 4, 5 are to move").And.Contains("one move at a time"));
    }

    [Test]
    public void An_id_that_moves_is_its_old_servers_until_that_has_left()
    {
        var list = Given.Static(1, 2, 3);
        var there = Given.Server(3) with { Host = "10.0.0.33" };
        var inventory = Given.Inventory(3, MembershipKind.Static);
        var plan = Planner.Make(
            inventory with { Servers = [Given.Server(1), Given.Server(2), there] },
            [Given.Leads(1, list), Given.Follows(2, list), Given.Empty(3) with { Server = there }],
            [Given.Follows(3, list)],
            new() { Intent = Intent.Replace, Strategy = Strategy.Cold });
        Assert.That(plan.Lines(), Is.EqualTo(["cold 1,2 to 1,2", "retire 3", "start 3"]));
    }

    private static Plan Moved(
        MembershipKind membership, ServerState one, ServerState two, ServerState three, string version = "3.9.3")
    {
        var there = Given.Server(3) with { Host = "10.0.0.33" };
        var inventory = Given.Inventory(3, membership, version) with { Servers = [one.Server, two.Server, there] };
        return Planner.Make(
            inventory, [one, two, Given.Empty(3) with { Server = there }], [three], new() { Intent = Intent.Replace });
    }

    private static Inventory Wanted(MembershipKind membership, params int[] ids) =>
        Given.Inventory(0, membership) with { Servers = [.. ids.Select(Given.Server)] };
}
