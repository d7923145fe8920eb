using CsCheck;
using Ensembles.Findings;
using Ensembles.Inventories;
using Ensembles.Membership;
using Ensembles.Planning;
using Ensembles.Planning.QuorumModel;
using Unit.Planning.Model;

namespace Unit.Planning;

/// <summary>What holds for the plan of any ensemble, whatever is wanted of it.</summary>
public sealed class PlanPropertyTests
{
    /// <summary>What may be refused, and only where a server is down or an id moves.</summary>
    private static readonly FindingCode[] Reasons =
    [
        RefusalCodes.MoveFromUnreachable, RefusalCodes.MoveWithoutMajority, RefusalCodes.MoveWhileUnreachable,
        RefusalCodes.MoveOfSmallId, RefusalCodes.MoveBesideOthers, RefusalCodes.IdTooSmall, RefusalCodes.QuorumLost,
        RefusalCodes.NoSafeOrder,
    ];

    /// <summary>The same ensembles in every run, so that a failure is one which anybody can repeat.</summary>
    [Test]
    public void Plans_are_safe_and_finished_by_whoever_comes_next()
    {
        var random = new PCG(stream: 1, seed: 1);
        for (var number = 0; number < 60; number++)
        {
            Check(Runs(most: 5).Generate(random, null, out _));
        }
    }

    [Test]
    [Category("Long")]
    public void Plans_of_any_ensembles_are_safe_and_finished_by_whoever_comes_next() =>
        Sample(most: 5, iterations: 1500);

    [Test]
    [Category("Long")]
    public void Plans_of_many_ensembles_are_safe_and_finished_by_whoever_comes_next() =>
        Sample(most: 7, iterations: 400);

    [Test]
    [Category("Long")]
    public void Plans_of_the_largest_are_safe_and_finished_by_whoever_comes_next() => Sample(most: 9, iterations: 100);

    private static void Sample(int most, int iterations) => Runs(most).Sample(Check, iter: iterations, threads: 1);

    private static Gen<Run> Runs(int most) =>
        from ask in RandomEnsembles.Of(most)
        from kills in Gen.Select(Gen.Int[0, 1000], Gen.Enum<Reach>()).Array[2]
        select new Run(ask, kills);

    private static void Check(Run run)
    {
        var ask = run.Ask;
        var (inventory, world) = (ask.Inventory, ask.World());
        var plan = world.Plan(inventory);
        var story = $"{ask}: {string.Join(", ", plan.Lines())}";
        if (plan.IsRefused)
        {
            Assert.That((ask.Down ?? ask.Moving) is not null, $"{story}: {plan.Refusals[0]}");
            Assert.That(plan.Refusals.Codes(), Is.SubsetOf(Reasons), story);
            return;
        }

        Assert.That(Forms(world.Plan(inventory)), Is.EqualTo(Forms(plan)), $"{story}: another plan of the same");
        Exhaustion.Check(inventory, world, plan, story);
        OneAtATime(ask, world.Copy(), plan, story);
        if (ask is { IsDynamic: false, Down: null } && Math.Min(ask.Members.Length, ask.Wanted.Length) > 2)
        {
            Assert.That((plan.Verdict as Verdict.Safe)?.Interruptions ?? 0, Is.Zero, story);
        }

        Finish(world.Copy(), inventory, story);
        foreach (var (where, reach) in run.Kills)
        {
            if (plan.Steps.IsEmpty)
            {
                return;
            }

            story += Kill(world, plan, where, reach);
            plan = Settled(world, inventory);
            story += $"[{string.Join(", ", plan.IsRefused ? plan.Refusals : plan.Lines())}]";
            Assert.That(plan.Refusals, Is.Empty, story);
            Exhaustion.Check(inventory, world, plan, story);
            OneAtATime(ask, world.Copy(), plan, story);
        }

        Finish(world, inventory, story);
    }

    /// <summary>
    /// Who finds servers in the middle of an election may be told so, and a moment later has a plan.
    /// </summary>
    private static Plan Settled(World world, Inventory inventory)
    {
        var plan = world.Plan(inventory);
        if (plan.Refusals.Any(refusal => refusal.Text.Contains("As it stands", StringComparison.Ordinal)))
        {
            world.Settle();
            plan = world.Plan(inventory);
        }

        return plan;
    }

    private static string Kill(World world, Plan plan, int where, Reach reach)
    {
        var left = where % plan.Steps.Length;
        foreach (var step in world.InOrder(plan))
        {
            if (left-- == 0)
            {
                world.Take(step, reach);
                return $"; killed in {step.Title} ({reach}), step {(where % plan.Steps.Length) + 1}: ";
            }

            world.Take(step);
        }

        return "";
    }

    private static void Finish(World world, Inventory inventory, string story)
    {
        var plan = world.Plan(inventory);
        Assert.That(plan.Refusals, Is.Empty, story);
        var before = (world.States(inventory), world.Leavers(inventory));
        var taken = new List<Step>();
        foreach (var step in world.InOrder(plan))
        {
            world.Take(step);
            taken.Add(step);
            var done = plan.Steps[..taken.Count];
            if ((done.Length == plan.Steps.Length || plan.Steps[done.Length].Stage > done[^1].Stage)
                && done.All(taken.Contains))
            {
                var now = (world.States(inventory), world.Leavers(inventory));
                Assert.That(Foreseen.Differences(inventory, before, done, now), Is.Empty, $"{story}: after {step.Title}");
            }
        }

        var again = world.Plan(inventory);
        Assert.That(again.Refusals, Is.Empty, story);
        Assert.That(again.Steps, Is.Empty, $"{story}: then {string.Join(", ", again.Lines())}");
        Assert.That(world.States(inventory).Where(server => !server.Serving).Select(server => server.Id),
            Is.Empty, story);
        Assert.That(world.States(inventory).Select(server => CurrentMembership.ListOf(server)?.Lines.Count),
            Is.All.EqualTo(inventory.Servers.Length), story);
        Assert.That(world.Leavers(inventory), Is.Empty, story);
    }

    /// <summary>
    /// Nobody is stopped while another that stays is down by our hand; leavers may follow nobody one rung early, and where
    /// nobody leads nobody is missed.
    /// </summary>
    private static void OneAtATime(Ask ask, World world, Plan plan, string story)
    {
        if (!world.AllStates(ask.Inventory).Any(server => server.Leads))
        {
            return;
        }

        HashSet<int> ours = [], staying = [.. ask.Wanted];
        foreach (var step in world.InOrder(plan))
        {
            if (step is Step.Restart { Form: var form } again)
            {
                var list = form is MembershipForm.Static members
                    ? MemberList.Of(members.Servers).Participants.ToList() : [];
                var idle = list.Count > 2
                    ? ours.Where(id => id != again.Id && list.Contains(id)
                            && !(staying.Contains(id) ? world.Serves(id) : world.Runs(id)))
                        .ToList()
                    : [];
                Assert.That(idle, ask.Members.Length < 3 ? Has.Count.LessThan(2) : Is.Empty,
                    $"{story}: {step.Title} while others are down by our hand");
                ours.Add(again.Id);
            }

            world.Take(step);
        }
    }

    private static string Forms(Plan plan) => string.Join("; ", plan.Steps.Select(step => step switch
    {
        Step.Start start => $"{step} {string.Join(' ', Lines(start.Form))}",
        Step.Restart again => $"{step} {string.Join(' ', Lines(again.Form))}",
        _ => $"{step}",
    }));

    private static IEnumerable<string> Lines(MembershipForm form) =>
        form is MembershipForm.Static list ? list.Servers.Select(line => $"{line}") : [$"{form}"];

    /// <param name="Kills">In which step, counted on from the first as often as needed, and how far that came.</param>
    private sealed record Run(Ask Ask, (int Where, Reach Reach)[] Kills)
    {
        public override string ToString() =>
            $"{Ask}; killed at {string.Join(", ", Kills.Select(kill => $"{kill.Where} {kill.Reach}"))}";
    }
}
