using Ensembles.Inventories;
using Ensembles.Planning;
using Ensembles.Planning.QuorumModel;
using ZooKeeper.Configuration;

namespace Unit.Planning.Model;

/// <summary>What the model says of a plan, and what the servers can be led to do in it, message by message.</summary>
public sealed class OracleTests
{
    private const int Limit = 1500;

    private static IEnumerable<TestCaseData> Orders()
    {
        yield return new TestCaseData(1, 3, (Step[])[Hand.Start(2, 3), Hand.Start(3, 3), Hand.Restart(1, 3)]);
        yield return new TestCaseData(1, 3, (Step[])[Hand.Start(2, 3), Hand.Restart(1, 3), Hand.Start(3, 3)]);
        yield return new TestCaseData(2, 3, Roll(3, 3, 2));
        yield return new TestCaseData(3, 4, Roll(4, 4, 3));
        yield return new TestCaseData(3, 5, (Step[])[
            Hand.Start(4, 5), Hand.Start(5, 5), Hand.Restart(1, 5), Hand.Restart(2, 5), Hand.Restart(3, 5)]);
        yield return new TestCaseData(3, 5, (Step[])[
            Hand.Start(4, 5, Gate.Serves), Hand.Start(5, 5, Gate.Serves), .. Roll(0, 5, 3)]);
        yield return new TestCaseData(1, 5, (Step[])[
            Hand.Start(2, 5), Hand.Start(3, 5), Hand.Start(4, 5), Hand.Start(5, 5), Hand.Restart(1, 5)]);
    }

    [TestCaseSource(nameof(Orders))]
    public void Model_and_oracle_agree_on_orders_made_by_hand(int members, int wanted, Step[] steps) =>
        Agree(members, wanted, steps);

    [TestCase(1, 2)]
    [TestCase(1, 3)]
    [TestCase(1, 4)]
    [TestCase(2, 3)]
    [TestCase(2, 4)]
    [TestCase(3, 4)]
    public void Oracle_finds_nothing_in_a_plan_of_the_planner(int members, int wanted)
    {
        var plan = Planner.Make(
            Given.Inventory(wanted, MembershipKind.Static, "3.4.13"), Hand.Members(members, wanted));
        Agree(members, wanted, [.. plan.Steps]);
        Assert.That(plan.Verdict, Is.TypeOf<Verdict.Safe>());
    }

    [Test]
    public void Oracle_finds_nothing_in_what_the_model_accepts_of_any_order() => CsCheck.Check.Sample(
        CsCheck.Gen.Select(
            CsCheck.Gen.Int[1, 3], CsCheck.Gen.Int[1, 2],
            CsCheck.Gen.Shuffle((int[])[1, 2, 3, 4, 5]), CsCheck.Gen.Bool),
        (members, joiners, order, gated) =>
        {
            var wanted = Math.Min(4, members + joiners);
            if (wanted > members)
            {
                var gate = gated ? Gate.Serves : Gate.Waits;
                Step[] steps = [.. order.Where(id => id <= wanted).Select(id => id > members
                    ? Hand.Start(id, wanted, gate) : Hand.Restart(id, wanted, gate))];
                if (Hand.Check("3.4.13", Hand.Members(members, wanted), steps) is Verdict.Safe)
                {
                    Assert.That(Explore(members, wanted, steps), Is.Null, string.Join(", ", steps.Select(Given.Line)));
                }
            }
        }, iter: 15, threads: 1);

    [TestCase(2)]
    [TestCase(3)]
    public void Oracle_finds_nothing_when_an_observer_joins(int members)
    {
        var observer = Given.Server(members + 1) with { Role = Role.Observer };
        var states = Hand.Members(members, members + 1);
        states[members] = states[members] with { Server = observer };
        var inventory = Given.Inventory(members, MembershipKind.Static, "3.4.13");
        var plan = Planner.Make(inventory with { Servers = [.. inventory.Servers, observer] }, states);
        Assert.That(plan.Verdict, Is.TypeOf<Verdict.Safe>());
        Assert.That(Explore(members, members + 1, [.. plan.Steps]), Is.Null);
    }

    private static void Agree(int members, int wanted, Step[] steps)
    {
        var verdict = Hand.Check("3.4.13", Hand.Members(members, wanted), steps);
        var found = Explore(members, wanted, steps);
        if (verdict is Verdict.Safe)
        {
            Assert.That(found, Is.Null, string.Join(", ", steps.Select(Given.Line)));
        }
        else
        {
            Assert.That(found, Is.Not.Null, verdict.CounterExample());
        }
    }

    private static string? Explore(int members, int wanted, Step[] steps)
    {
        Server[] servers = [.. Enumerable.Range(1, wanted).Select(Given.Server)];
        return new OracleCourse(servers[..members], servers, Limit).Explore(steps);
    }

    private static Step[] Roll(int joiner, int list, int members) =>
    [
        .. joiner == 0 ? (Step[])[] : [Hand.Start(joiner, list, Gate.Serves)],
        .. Enumerable.Range(1, members).Select(id => Hand.Restart(id, list, Gate.Serves)),
    ];
}
