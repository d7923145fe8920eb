using CsCheck;
using Ensembles.Inventories;
using Ensembles.Planning.QuorumModel;

namespace Unit.Planning.Model;

/// <summary>
/// Plans of any small ensemble, looked at by code that shares nothing with the model that accepted them.
/// </summary>
public sealed class RandomOracleTests
{
    [Test]
    public void Oracle_finds_nothing_in_the_plan_of_any_ensemble() => Sample(most: 3, iterations: 15, limit: 500);

    [Test]
    [Category("Long")]
    public void Oracle_finds_nothing_in_the_plans_of_many_ensembles() => Sample(most: 4, iterations: 200, limit: 1200);

    private static void Sample(int most, int iterations, int limit) => RandomEnsembles.Of(most)
        .Select(ask => ask with
        {
            // What the oracle knows: the releases without a guard, voters only, and a leader whom it elects itself.
            Leader = ask.Members.Max(), Version = "3.4.13", Membership = MembershipKind.Static,
            Observers = 0, WantedObservers = 0, Down = null, Moving = null,
        })
        .Where(ask => ask.Members.Union(ask.Wanted).Count() <= most + 1)
        .Sample(ask => Check(ask, limit), iter: iterations, threads: 1);

    private static void Check(Ask ask, int limit)
    {
        var plan = ask.World().Plan(ask.Inventory);
        var story = $"{ask}: {string.Join(", ", plan.Lines())}";
        Assert.That(plan.Refusals, Is.Empty, story);
        if (!plan.Steps.IsEmpty)
        {
            Assert.That(plan.Verdict, Is.TypeOf<Verdict.Safe>(), story);
            Server[] old = [.. ask.Members.Select(Given.Server)];
            Server[] joiners = [.. ask.Wanted.Except(ask.Members).Select(Given.Server)];
            Assert.That(new OracleCourse(old, [.. old, .. joiners], limit).Explore(plan.Steps), Is.Null, story);
        }
    }
}
