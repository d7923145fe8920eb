using Ensembles.Findings;
using Ensembles.Inventories;
using Ensembles.Planning;
using Ensembles.Planning.QuorumModel;
using Unit.Planning.Model;
using ZooKeeper.Status;

namespace Unit.Planning;

/// <summary>What cannot be proved is done only by whoever names the very risk.</summary>
public sealed class RiskTests
{
    private const string Name = "lost-writes-3-to-5";

    [Test]
    public void A_jump_is_refused_with_the_name_of_its_risk_and_what_would_happen()
    {
        Assert.That(Jump(null).Refusals.Codes(), Is.EqualTo([RiskCodes.LostWrites]));
        var refusal = Jump(null).Refusals.Single().Text;
        Assert.That(refusal, Does.StartWith($"Risk {Name}: ").And.Contain($"--accept-risk={Name} takes it"));
        Assert.That(refusal, Does.Contain("elect a leader without a write that others have acknowledged"));
    }

    [TestCase("lost-writes")]
    [TestCase("two-leaders-3-to-5")]
    [TestCase("lost-writes-3-to-7")]
    public void Another_name_accepts_nothing(string name) => Assert.That(Jump(name).IsRefused);

    [Test]
    public void The_very_name_takes_the_risk_and_the_plan_says_so()
    {
        var plan = Jump(Name);
        Assert.That(plan.Lines(), Is.EqualTo(["start 4", "start 5", "restart 1", "restart 2", "restart 3"]));
        Assert.That(plan.Verdict, Is.TypeOf<Verdict.Unsafe>());
        Assert.That(plan.Warnings.Texts(), Has.Exactly(1).StartsWith($"Taken at your word: risk {Name}."));
    }

    [Test]
    public void A_jump_that_is_none_is_proved() =>
        Assert.That(Make(3, 4, Strategy.Jump, null).Verdict, Is.TypeOf<Verdict.Safe>());

    [TestCase(3, 4)]
    [TestCase(3, 5)]
    [TestCase(5, 9)]
    [TestCase(4, 4)]
    [TestCase(5, 4)]
    public void Cold_stops_all_and_starts_those_that_stay_together(int members, int wanted)
    {
        var plan = Make(members, wanted, Strategy.Cold, null);
        Assert.That(plan.Refusals, Is.Empty);
        Assert.That(plan.Verdict, members == wanted ? Is.Null : Is.TypeOf<Verdict.Safe>());
        Assert.That(plan.Steps.OfType<Step.Cold>().Count(), Is.EqualTo(members == wanted ? 0 : 1));
        Assert.That(plan.Steps.OfType<Step.Restart>(), Is.Empty);
    }

    [TestCase(1, 3)]
    [TestCase(2, 4)]
    [TestCase(3, 6)]
    public void Cold_does_not_double_an_ensemble(int members, int wanted) =>
        Assert.That(Make(members, wanted, Strategy.Cold, null).Refusals.Texts(), Has.Exactly(1).Contains("can never serve"));

    [Test]
    public void Cold_does_not_halve_an_ensemble() => Assert.That(
        Make(5, 3, Strategy.Cold, null).Refusals.Texts(), Has.Exactly(1).StartsWith("Risk lost-writes-5-to-3"));

    [Test]
    public void A_cold_start_is_told_with_its_outage() =>
        Assert.That(Make(3, 5, Strategy.Cold, null).EngineReason, Does.Contain("Clients wait once, 1.5 to 3 s"));

    [TestCase("3.5.8")]
    [TestCase("3.6.1")]
    public void Releases_that_cannot_roll_can_start_cold(string version)
    {
        Assert.That(Make(3, 5, Strategy.Auto, null, version).Refusals.Texts(), Has.Exactly(1).Contains("--strategy=cold"));
        Assert.That(Make(3, 5, Strategy.Cold, null, version).Verdict, Is.TypeOf<Verdict.Safe>());
    }

    [TestCase(Strategy.Cold)]
    [TestCase(Strategy.Jump)]
    public void A_dynamic_ensemble_needs_neither(Strategy strategy) => Assert.That(
        Planner.Make(Given.Inventory(3, MembershipKind.Dynamic), Hand.Members(2, 3, MembershipKind.Dynamic), strategy)
            .Refusals.Texts(),
        Has.Exactly(1).Contains("needs membership: static"));

    [Test]
    public void What_is_wrong_before_any_step_is_no_risk_to_accept()
    {
        // Somebody has written the list of five into the file of server 1, and the joiners with that list wait already.
        var old = Given.Static(1, 2, 3);
        var five = Given.Static(1, 2, 3, 4, 5);
        var joiner = Given.Follows(4, five) with { HasData = false, Mode = ServerMode.NotServing };
        var plan = Planner.Make(Given.Inventory(5, MembershipKind.Static, "3.4.13"), [
            Given.Leads(1, old) with { OnDiskConfig = five }, Given.Follows(2, old), Given.Follows(3, old), joiner,
            joiner with { Server = Given.Server(5) }]);
        Assert.That(plan.Refusals.Single().Text, Does.StartWith("No safe order of steps was found").And.Contain(
            "As it stands, before step 1: should server 1 restart, servers"));
    }

    private static Plan Jump(string? accepted) => Make(3, 5, Strategy.Jump, accepted);

    private static Plan Make(int members, int wanted, Strategy strategy, string? accepted, string version = "3.9.3")
    {
        var all = Hand.Members(members, Math.Max(members, wanted));
        return Planner.Make(
            Given.Inventory(wanted, MembershipKind.Static, version), all[..wanted], [.. all[wanted..]],
            new() { Strategy = strategy, AcceptedRisk = accepted });
    }
}
