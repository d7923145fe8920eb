using Ensembles.Inventories;

namespace Unit.Planning.Model;

/// <summary>
/// A server that dies by itself during a rollout is started by the next run, which finds a safe order.
/// </summary>
public sealed class DeadServerTests
{
    private static IEnumerable<TestCaseData> Runs() =>
        from kind in (string[])["3.4.13", "3.9.3", "dynamic"]
        from sizes in (int[][])[[1, 3], [3, 4], [3, 5], [4, 5]]
        select new TestCaseData(sizes[0], sizes[1], kind);

    [TestCaseSource(nameof(Runs))]
    public void A_server_that_dies_between_two_steps_is_brought_back(int members, int wanted, string kind)
    {
        var membership = kind == "dynamic" ? MembershipKind.Dynamic : MembershipKind.Static;
        var inventory = Given.Inventory(wanted, membership, kind == "dynamic" ? "3.9.3" : kind);
        var world = new World(Hand.Members(members, wanted, membership));
        var plan = world.Plan(inventory);
        Assert.Multiple(() =>
        {
            foreach (var step in world.InOrder(plan))
            {
                world.Take(step);
                foreach (var dead in world.States(inventory).Where(server => server.Serving))
                {
                    var next = After(world, dead.Id).Plan(inventory);
                    Assert.That(next.Refusals, Is.Empty,
                        $"{string.Join(", ", plan.Lines())}; after {step.Title} server {dead.Id} dies");
                    Assert.That(next.Steps.Select(one => one.ServerId), Does.Contain(dead.Id));
                }
            }
        });
    }

    private static World After(World world, int dead)
    {
        var without = world.Copy();
        without.Die(dead);
        return without;
    }
}
