using Ensembles.Inventories;
using Ensembles.Membership;
using Ensembles.Planning;
using Ensembles.Planning.QuorumModel;

namespace Unit.Planning.Model;

/// <summary>A reconfig as the model sees it, and what the servers can be led to do in it, message by message.</summary>
public sealed class ReconfigOracleTests
{
    private const int Limit = 12000;

    private static IEnumerable<TestCaseData> Changes()
    {
        yield return new TestCaseData((int[])[1], (int[])[1, 2, 3]);
        yield return new TestCaseData((int[])[1, 2], (int[])[1, 2, 3]);
        yield return new TestCaseData((int[])[1, 2, 3], (int[])[1, 2, 3, 4]);
        yield return new TestCaseData((int[])[1, 2, 3], (int[])[1, 2, 3, 4, 5]);
        yield return new TestCaseData((int[])[1, 2, 3], (int[])[1, 2, 4]);
        yield return new TestCaseData((int[])[1, 2, 3], (int[])[3, 4, 5]);
        yield return new TestCaseData((int[])[1, 2, 3], (int[])[1, 2]);
        yield return new TestCaseData((int[])[1, 2, 3], (int[])[1]);
        yield return new TestCaseData((int[])[1, 2, 3, 4], (int[])[1, 2]);
    }

    [TestCaseSource(nameof(Changes))]
    public void Model_and_oracle_find_nothing_in_a_reconfig(int[] members, int[] wanted)
    {
        Assert.That(Explore(members, wanted, joint: true), Is.Null);
        Assert.That(Verdict(members, wanted), Is.TypeOf<Verdict.Safe>());
    }

    [Test]
    public void Oracle_finds_what_happens_when_only_the_new_majority_is_asked() =>
        Assert.That(Explore([1, 2, 3], [3], joint: false), Is.Not.Null);

    private static string? Explore(int[] members, int[] wanted, bool joint)
    {
        var (old, next) = (Mask(members), Mask(wanted));
        var all = members.Union(wanted).Max();
        var start = new Oracle(
        [
            .. Enumerable.Range(0, all).Select(at => Has(old, at)
                ? new Node(old, old, Phase.Looking, 0, 1, 1, default).Looking(at)
                : new Node(old, old, Phase.Looking, 0, 0, 0, default).Looking(at)),
        ], Committed: 1, Writes: 0, Crashes: 1) { IsDynamic = true, Joint = joint };
        return Oracle.Explore(start.Settle() with { Wanted = next }, Limit);
    }

    private static Verdict Verdict(int[] members, int[] wanted)
    {
        var list = Given.Dynamic(members);
        ServerState[] states =
        [
            .. members.Union(wanted).Order().Select(id =>
                id == members[^1] ? Given.Leads(id, list) : Given.Follows(id, list)),
        ];
        var step = new Step.Reconfigure([.. wanted.Except(members).Select(id => Given.Server(id).Line())])
        {
            Leaving = [.. members.Except(wanted)],
            Stage = Stage.Join,
            Reason = "by hand",
        };
        return SafetyProof.Check(
            Given.Inventory(states.Length, MembershipKind.Dynamic), states,
            new() { Engine = Engine.Reconfig, Steps = [step] });
    }

    private static int Mask(IEnumerable<int> ids) => ids.Sum(id => 1 << (id - 1));

    private static bool Has(int list, int at) => ((list >> at) & 1) != 0;
}
