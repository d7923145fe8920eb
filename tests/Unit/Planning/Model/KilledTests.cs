using Ensembles.Inventories;
using Ensembles.Membership;

namespace Unit.Planning.Model;

/// <summary>A run that ends anywhere is taken up by the next, however often.</summary>
public sealed class KilledTests
{
    private static IEnumerable<TestCaseData> Runs() =>
        from kind in (string[])["3.4.13", "3.9.3", "dynamic", "converted"]
        from sizes in (int[][])[
            [1, 2], [1, 3], [1, 4], [1, 5], [2, 3], [2, 5], [3, 4], [3, 5], [4, 5], [5, 7],
            [2, 1], [3, 1], [3, 2], [4, 2], [4, 3], [5, 3], [5, 4], [7, 5]]
        where sizes[0] < sizes[1] || kind != "converted"
        from reach in Enum.GetValues<Reach>()
        select new TestCaseData(sizes[0], sizes[1], kind, reach);

    [TestCaseSource(nameof(Runs))]
    public void A_run_killed_at_any_step_ends_in_the_wanted_ensemble(int members, int wanted, string kind, object reach)
    {
        var (inventory, world) = Hand.Ensemble(kind, members, wanted);
        var plan = world.Plan(inventory);
        Assert.That(plan.Refusals, Is.Empty);
        Assert.Multiple(() =>
        {
            foreach (var step in world.InOrder(plan))
            {
                var killed = world.Copy();
                killed.Take(step, (Reach)reach);
                Finish(inventory, killed, $"{string.Join(", ", plan.Lines())}; killed in {step.Title}, {reach}: ");
                world.Take(step);
            }
        });
    }

    private static void Finish(Inventory inventory, World world, string story)
    {
        for (var run = 0; run < 4; run++)
        {
            var plan = world.Plan(inventory);
            story += $"[{string.Join(", ", plan.Lines())}] ";
            Assert.That(plan.Refusals, Is.Empty, story);
            Assert.That(plan.Steps, Has.Length.LessThanOrEqualTo(3 + (world.Size * world.Size)), story);
            if (plan.Refusals.IsEmpty && plan.Steps.IsEmpty)
            {
                Assert.That(world.States(inventory).Select(server => server.Serving), Is.All.True, story);
                Assert.That(world.States(inventory).Select(server => CurrentMembership.ListOf(server)?.Participants.Count()),
                    Is.All.EqualTo(inventory.Servers.Length), story);
                Assert.That(world.Leavers(inventory), Is.Empty, story);
                return;
            }

            foreach (var step in world.InOrder(plan))
            {
                world.Take(step);
            }
        }

        Assert.Fail(story + "never ends");
    }
}
