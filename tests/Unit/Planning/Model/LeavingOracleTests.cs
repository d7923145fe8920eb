using Ensembles.Inventories;
using Ensembles.Membership;
using Ensembles.Planning;
using Ensembles.Planning.QuorumModel;

namespace Unit.Planning.Model;

/// <summary>Servers that leave and ids that move, by the model and message by message.</summary>
public sealed class LeavingOracleTests
{
    private const int Limit = 1200;

    [TestCase(2, 1)]
    [TestCase(3, 2)]
    [TestCase(4, 3)]
    [TestCase(3, 1, Category = "Long")]
    [TestCase(4, 2, Category = "Long")]
    [TestCase(5, 4, Category = "Long")]
    [TestCase(5, 3, Category = "Long")]
    public void Neither_finds_anything_in_how_servers_leave(int members, int wanted)
    {
        var all = Hand.Members(members, members);
        var plan = Planner.Make(
            Given.Inventory(wanted, MembershipKind.Static, "3.4.13"), all[..wanted], [.. all[wanted..]], new());
        Agree(members, [.. plan.Steps], null);
    }

    [Test]
    public void Neither_finds_anything_when_one_takes_the_place_of_another()
    {
        var all = Hand.Members(3, 4);
        var inventory = Given.Inventory(4, MembershipKind.Static, "3.4.13");
        var plan = Planner.Make(
            inventory with { Servers = inventory.Servers.RemoveAt(1) }, [all[0], all[2], all[3]], [all[1]], new());
        Agree(3, [.. plan.Steps], null, Given.Server(4));
    }

    [Test]
    public void Neither_finds_anything_when_an_id_moves()
    {
        var all = Hand.Members(3, 3);
        var inventory = Given.Inventory(3, MembershipKind.Static, "3.4.13");
        var plan = Planner.Make(
            inventory with { Servers = inventory.Servers.SetItem(2, Moved) },
            [all[0], all[1], Given.Empty(3) with { Server = Moved }], [all[2]], new());
        Agree(3, [.. plan.Steps], null, Moved);
    }

    [Test]
    public void An_id_that_moves_before_its_old_server_is_retired_loses_writes()
    {
        var list = new MembershipForm.Static([Given.Server(1).Line(), Given.Server(2).Line(), Moved.Line()]);
        Agree(3,
            [
                new Step.Start(3, list, Gate.Waits) { Stage = Stage.StartNew, Reason = "by hand" },
                new Step.Restart(1, list, Gate.Waits, []) { Stage = Stage.RollingRestart, Reason = "by hand" },
            ],
            "two servers would claim it", Moved);
    }

    private static IEnumerable<TestCaseData> Mistakes()
    {
        yield return new TestCaseData(5, (Step[])[.. Roll(3, Gate.Serves, 1, 2, 3)], "elect a leader without")
            .SetName("{m}: all leavers at once").SetCategory("Long");
        yield return new TestCaseData(4, (Step[])[.. Roll(2, Gate.Waits, 1, 2)], null)
            .SetName("{m}: two of four wait for each other");
        yield return new TestCaseData(4, (Step[])[.. Roll(2, Gate.Serves, 1, 2)], "can never serve")
            .SetName("{m}: the first of two cannot serve");
        yield return new TestCaseData(3, (Step[])[.. Roll(1, Gate.Serves, 1)], "elect a leader without")
            .SetName("{m}: one of three alone");
        yield return new TestCaseData(3, (Step[])[Retire(2), Retire(3)], "no server leads any more")
            .SetName("{m}: retired before the restart");
        yield return new TestCaseData(
            3, (Step[])[Retire(3), .. Roll(2, Gate.Waits, 1), .. Roll(2, Gate.Serves, 2)], null)
            .SetName("{m}: one retired before the restart only stops clients");
        yield return new TestCaseData(3, (Step[])[.. Roll(2, Gate.Waits, 1), Retire(2)], "no server leads any more")
            .SetName("{m}: one of the two that remain is retired");
    }

    [TestCaseSource(nameof(Mistakes))]
    public void Model_and_oracle_agree_on_mistakes(int members, Step[] steps, string? says) =>
        Agree(members, steps, says);

    private static Server Moved => Given.Server(3) with { Host = "10.0.0.33" };

    private static void Agree(int members, Step[] steps, string? says, params Server[] joiners)
    {
        var ids = steps.Select(step => step.ServerId).OfType<int>()
            .Concat(Enumerable.Range(1, members)).Distinct().Order().ToList();
        var verdict = Hand.Check("3.4.13", Hand.Members(members, ids[^1]), steps);
        Server[] old = [.. Enumerable.Range(1, members).Select(Given.Server)];
        var found = new OracleCourse(old, [.. old, .. joiners], Limit).Explore(steps);
        var story = $"{string.Join(", ", steps.Select(Given.Line))}. Model: {verdict.CounterExample()} Oracle: {found}";
        TestContext.Out.WriteLine(story);
        Assert.That(verdict is Verdict.Safe, Is.EqualTo(says is null), story);
        Assert.That(found is null, Is.EqualTo(says is null), story);
        Assert.That(verdict.CounterExample(), Does.Contain(says ?? "none"));
    }

    private static IEnumerable<Step> Roll(int list, Gate gate, params int[] ids) =>
        ids.Select(id => Hand.Restart(id, list, gate));

    private static Step.Retire Retire(int id) => new(Given.Server(id)) { Stage = Stage.Leave, Reason = "by hand" };
}
