using System.Diagnostics;
using CsCheck;
using Ensembles.Findings;
using Ensembles.Planning;
using Ensembles.Planning.QuorumModel;
using Ensembles.Planning.Search;
using Unit.Planning.Model;

namespace Unit.Planning;

/// <summary>
/// The order that the search alone finds beside the plan that the rolling strategy makes, over random ensembles, half
/// of them left by a run that was killed. It prints a table and asserts only that what is found is proved.
/// </summary>
[Category("Long")]
[Category("Bench")]
public sealed class SearchAgainstRollTests
{
    private const int MostTried = 6_000;

    [TestCase(3, 900)]
    [TestCase(5, 600)]
    [TestCase(7, 200)]
    [TestCase(9, 60)]
    public void Compare(int most, int count)
    {
        var random = new PCG(stream: 1, seed: 7);
        var asks = from ask in RandomEnsembles.Of(most)
            from kill in Gen.Int[0, 1000]
            from reach in Gen.Enum<Reach>()
            select (ask, kill, reach);
        List<Pair> pairs = [];
        for (var number = 0; number < count; number++)
        {
            var (ask, kill, reach) = asks.Generate(random, null, out _);
            if (!ask.IsDynamic && ask.Moving is null)
            {
                var world = ask.World();
                if (number % 2 == 1)
                {
                    Kill(world, world.Plan(ask.Inventory), kill, reach);
                }

                pairs.AddRange(Compared(ask, world) is { } pair ? [pair] : (Pair[])[]);
            }
        }

        var both = pairs.Where(pair => pair is { Rolled: not null, Found: not null }).ToList();
        TestContext.Out.WriteLine(
            $"up to {most} members: {pairs.Count} changes; no order: rolling {pairs.Count(pair => pair.Rolled is null)}, " +
            $"search {pairs.Count(pair => pair.Found is null)}; of {both.Count} that both have, the search has " +
            $"fewer restarts in {both.Count(pair => pair.Found!.Value.Restarts < pair.Rolled!.Value.Restarts)}, " +
            $"more in {both.Count(pair => pair.Found!.Value.Restarts > pair.Rolled!.Value.Restarts)}; " +
            $"fewer interruptions in {both.Count(pair => pair.Found!.Value.Stops < pair.Rolled!.Value.Stops)}, " +
            $"more in {both.Count(pair => pair.Found!.Value.Stops > pair.Rolled!.Value.Stops)}; " +
            $"ms mean (worst): rolling {Times(pairs, pair => pair.RollTime)}, search {Times(pairs, pair => pair.SearchTime)}");
        foreach (var pair in pairs.Where(pair => pair.Found is null).Take(5))
        {
            TestContext.Out.WriteLine($"  not found: {pair.Story}");
        }
    }

    private static string Times(List<Pair> pairs, Func<Pair, double> time) =>
        FormattableString.Invariant($"{pairs.Average(time):0} ({pairs.Max(time):0})");

    private static Pair? Compared(Ask ask, World world)
    {
        var inventory = ask.Inventory;
        var watch = Stopwatch.StartNew();
        var plan = world.Plan(inventory);
        var rollTime = watch.Elapsed.TotalMilliseconds;
        var isWithoutOrder = plan.Refusals.Any(refusal => refusal.Code == RefusalCodes.NoSafeOrder);
        if (plan.Steps.IsEmpty && !isWithoutOrder)
        {
            return null;
        }

        var context = PlanningContext.Of(inventory, world.States(inventory), world.Leavers(inventory));
        var start = InitialState.Of(inventory, context.All);
        watch.Restart();
        var found = OrderSearch.Find(context, start, MostTried);
        var searchTime = watch.Elapsed.TotalMilliseconds;
        var isRolled = !plan.IsRefused && !plan.EngineReason.Contains("found by trying", StringComparison.Ordinal);
        return new($"{ask}", isRolled ? Cost(plan) : null, found is { } steps ? Searched(plan, steps) : null, rollTime, searchTime);

        (int, int) Searched(Plan made, System.Collections.Immutable.ImmutableArray<Step> steps)
        {
            var other = made with { Refusals = [], Steps = steps, Verdict = null };
            other = other with { Verdict = SafetyProof.Check(inventory, start, other) };
            Assert.That(other.Verdict, Is.TypeOf<Verdict.Safe>(), $"{ask}: {string.Join(", ", other.Lines())}");
            return Cost(other);
        }
    }

    private static (int Restarts, int Stops) Cost(Plan plan) =>
        (plan.Steps.Count(step => step is Step.Restart), (plan.Verdict as Verdict.Safe)?.Interruptions ?? 0);

    private static void Kill(World world, Plan plan, int where, Reach reach)
    {
        var left = plan.Steps.IsEmpty ? 0 : where % plan.Steps.Length;
        foreach (var step in world.InOrder(plan))
        {
            if (left-- == 0)
            {
                world.Take(step, reach);
                world.Settle();
                return;
            }

            world.Take(step);
        }
    }

    private sealed record Pair(
        string Story, (int Restarts, int Stops)? Rolled, (int Restarts, int Stops)? Found, double RollTime,
        double SearchTime);
}
