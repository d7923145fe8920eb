using Ensembles.Findings;
using Ensembles.Inventories;
using Ensembles.Membership;
using Ensembles.Planning.QuorumModel;

namespace Unit.Planning.Model;

/// <summary>
/// Every way in which a stop or a start can fail and say nothing, at every step: the gate ends the run there, and
/// whoever comes next finds a plan that loses nothing and comes to its end, or is told what stands in the way.
/// </summary>
public sealed class SilentFailureTests
{
    private static IEnumerable<TestCaseData> Failures() =>
        from kind in (string[])["3.4.13", "3.9.3", "dynamic", "converted"]
        from sizes in (int[][])[[1, 3], [2, 3], [3, 5]]
        where sizes[0] == 1 || kind != "converted"
        from failure in Enum.GetValues<SilentFailure>()
        select new TestCaseData(sizes[0], sizes[1], kind, failure);

    [TestCaseSource(nameof(Failures))]
    public void A_silent_failure_at_any_step_loses_nothing(int members, int wanted, string kind, object failure)
    {
        var (inventory, world) = Hand.Ensemble(kind, members, wanted);
        var plan = world.Plan(inventory);
        Assert.That(plan.Refusals, Is.Empty);
        Assert.Multiple(() =>
        {
            foreach (var step in world.InOrder(plan))
            {
                if (world.CanFail(step, (SilentFailure)failure))
                {
                    var failed = world.Copy();
                    failed.Fail(step, (SilentFailure)failure);
                    TakenUp(inventory, failed, (SilentFailure)failure,
                        $"{string.Join(", ", plan.Lines())}; {failure} in {step.Title}: ");
                }

                world.Take(step);
            }
        });
    }

    /// <summary>What the gate is for: with the next step, as planned, two empty servers elect a leader.</summary>
    [Test]
    public void Whoever_believes_a_stop_that_had_no_effect_loses_everything()
    {
        var inventory = Given.Inventory(3, MembershipKind.Static, "3.4.13");
        var world = new World(Hand.Members(1, 3));
        var plan = world.Plan(inventory);
        Assert.That(plan.Lines(), Is.EqualTo(new[] { "start 2 waits", "restart 1", "start 3" }));

        world.Take(plan.Steps[0]);
        world.Fail(plan.Steps[1], SilentFailure.Survives);
        var rest = plan with { Steps = [plan.Steps[2]], Verdict = null };
        var verdict = SafetyProof.Check(inventory, world.AllStates(inventory), rest);

        Assert.That(verdict.CounterExample(), Does.Contain("2 and 3"));
    }

    private static void TakenUp(Inventory inventory, World world, SilentFailure failure, string story)
    {
        for (var run = 0; run < 4; run++)
        {
            var plan = world.Plan(inventory);
            story += $"[{string.Join(", ", plan.IsRefused ? plan.Refusals : plan.Lines())}] ";
            if (plan.IsRefused)
            {
                Assert.That(plan.Refusals.Codes(), Has.All.EqualTo(CodeOf(failure)), story);
                return;
            }

            Exhaustion.Check(inventory, world, plan, story);
            if (plan.Steps.IsEmpty)
            {
                Assert.That(world.States(inventory).Select(server => server.Serving), Is.All.True, story);
                Assert.That(world.States(inventory).Select(server => CurrentMembership.ListOf(server)?.Participants.Count()),
                    Is.All.EqualTo(inventory.Servers.Length), story);
                return;
            }

            foreach (var step in world.InOrder(plan))
            {
                world.Take(step);
            }
        }

        Assert.Fail(story + "never ends");
    }

    /// <summary>What may stand in the way; null where nothing may.</summary>
    private static FindingCode? CodeOf(SilentFailure failure) => failure switch
    {
        SilentFailure.Respawned => RefusalCodes.NotStoppable,
        SilentFailure.ForeignAnswers => RefusalCodes.ForeignServer,
        SilentFailure.WrongFile => RefusalCodes.SeveralLeaders,
        _ => null,
    };
}
