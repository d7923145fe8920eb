using System.Diagnostics;
using Ensembles.Inventories;
using Ensembles.Planning;
using Ensembles.Planning.QuorumModel;

namespace Unit.Planning.Model;

public sealed class PlannerTests
{
    private static readonly int[] Sizes = [1, 2, 3, 4, 5, 6, 7, 8, 9];

    private static IEnumerable<TestCaseData> Transitions() =>
        from members in Sizes
        from wanted in Sizes
        from kind in (string[])["3.4.13", "3.9.3", "dynamic", "converted"]
        where members < wanted || (members > wanted && kind != "converted")
        select new TestCaseData(members, wanted, kind);

    [TestCaseSource(nameof(Transitions))]
    public void Every_transition_has_a_proved_plan(int members, int wanted, string kind)
    {
        var membership = kind is "dynamic" or "converted" ? MembershipKind.Dynamic : MembershipKind.Static;
        var inventory = Given.Inventory(wanted, membership, membership == MembershipKind.Dynamic ? "3.9.3" : kind);
        var before = Hand.Members(
            members, Math.Max(members, wanted), kind == "dynamic" ? MembershipKind.Dynamic : MembershipKind.Static);
        var clock = Stopwatch.StartNew();
        var plan = Planner.Make(inventory, before[..wanted], [.. before[wanted..]], new());
        TestContext.Out.WriteLine($"{members} to {wanted}, {kind}: {clock.ElapsedMilliseconds} ms. {plan.Proof}");
        clock.Restart();
        SafetyProof.Check(inventory, before, plan);
        TestContext.Out.WriteLine($"check again: {clock.ElapsedMilliseconds} ms");
        TestContext.Out.WriteLine(string.Join(", ", plan.Lines()));
        Assert.That(plan.Refusals, Is.Empty);
        Assert.That(plan.Verdict, Is.TypeOf<Verdict.Safe>());
        Assert.That(plan.Proof, Does.Match(
            "^proved safe: [0-9]+ states, each with any one further server crashed, restarted or cut off$"));
    }
}
