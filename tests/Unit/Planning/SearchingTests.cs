using Ensembles.Inventories;
using Ensembles.Planning;
using Ensembles.Planning.QuorumModel;
using Unit.Planning.Model;
using ZooKeeper.Status;

namespace Unit.Planning;

/// <summary>States that an interrupted run can leave, and that no roll over whole lists gets out of.</summary>
public sealed class SearchingTests
{
    [Test]
    public void Servers_between_lists_are_brought_to_the_wanted_one_step_by_step()
    {
        // All of three are replaced by one; the second has left with a list that nobody else got.
        var list = Given.Static(1, 2, 3);
        var world = new World(
        [
            Given.Leads(1, list), Given.Follows(3, list),
            Given.Follows(4, Given.Static(1, 4)) with { Mode = ServerMode.NotServing },
        ]);
        var inventory = Given.Inventory(0, MembershipKind.Static) with { Servers = [Given.Server(4)] };

        var plan = world.Plan(inventory);

        Assert.That(plan.Refusals, Is.Empty);
        Assert.That(plan.EngineReason, Does.Contain("found by trying one step after the other"));
        Assert.That(plan.Verdict, Is.TypeOf<Verdict.Safe>());
        Exhaustion.Check(inventory, world, plan, string.Join(", ", plan.Lines()));
        foreach (var step in world.InOrder(plan))
        {
            world.Take(step);
        }

        Assert.That(world.Plan(inventory).Steps, Is.Empty);
        Assert.That(world.Serves(4), Is.True);
    }

    [Test]
    public void An_id_that_moves_beside_others_is_to_move_alone_where_no_order_of_all_is_safe()
    {
        var list = Given.Static(1, 2, 3);
        var there = Given.Server(1) with { Host = "10.0.0.11" };
        var inventory = Given.Inventory(0, MembershipKind.Static) with
        {
            Servers = [there, Given.Server(4)],
        };
        var plan = Planner.Make(
            inventory, [Given.Empty(1) with { Server = there }, Given.Empty(4)],
            [Given.Follows(1, list), Given.Follows(2, list), Given.Leads(3, list)], new());
        TestContext.Out.WriteLine(string.Join(", ", plan.Lines()));
        Assert.That(
            plan.Refusals.Texts(), Has.Exactly(1).StartsWith("Server 1 is to move").And.Contains("let it move alone first"));
    }
}
