using System.Diagnostics;
using Ensembles.Inventories;
using Ensembles.Planning;

namespace Unit.Planning;

/// <summary>How the time for a proved plan grows with the voters. A benchmark: it tells times and asserts none.</summary>
public sealed class PlannerTimesTests
{
    [Test]
    [Category("Long")]
    [Category("Bench")] // The times are in artifacts/tests/Unit.log.
    public void Times_of_plans([Values(3, 5, 7, 9, 11)] int voters)
    {
        var inventory = Given.Inventory(voters + 2, MembershipKind.Static);
        var list = Given.Static([.. Enumerable.Range(1, voters)]);
        var states = inventory.Servers.Select(server => server.Id > voters ? Given.Empty(server.Id)
            : server.Id == voters ? Given.Leads(server.Id, list) : Given.Follows(server.Id, list)).ToList();
        var before = GC.GetTotalAllocatedBytes();
        var began = Stopwatch.GetTimestamp();

        var plan = Planner.Make(inventory, states, [], new());

        var took = Stopwatch.GetElapsedTime(began);
        TestContext.Out.WriteLine(
            $"{voters} to {voters + 2}: {took.TotalMilliseconds:0} ms, {(GC.GetTotalAllocatedBytes() - before) >> 20} MiB allocated, " +
            $"{plan.Steps.Length} steps, {plan.Verdict?.ToString() ?? string.Join(' ', plan.Refusals)}");
    }
}
