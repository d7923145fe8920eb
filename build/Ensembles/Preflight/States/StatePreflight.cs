using System.Collections.Immutable;
using Ensembles.Findings;
using Ensembles.Inventories;
using Ensembles.Observing;

namespace Ensembles.Preflight.States;

/// <summary>
/// What can be told of the servers' states before the first change: pasts, identities, lists and settings that do not
/// go together. What an operator's order or an interrupted run explains is no fault; what cannot be continued is.
/// </summary>
public static class StatePreflight
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Faults that waiting does not cure. Pure.</summary>
    public static ImmutableArray<Finding> Judge(
        Inventory inventory, Observation seen, Func<Server, string> hostOf)
    {
        var scope = new StateScope(inventory, seen, hostOf);
        return
        [
            .. IdentityChecks.Of(scope), .. HistoryChecks.Of(scope), .. ListChecks.Of(scope), .. LimitChecks.Of(scope),
            .. BlindChecks.Of(scope), .. SecurityChecks.Of(scope),
            .. ReleaseChecks.Of(scope),
        ];
    }

    /// <summary>Looks until the ensemble is in no state that passes by itself, or until such a state stays.</summary>
    /// <returns>The last look, and the states that stayed as faults.</returns>
    public static async Task<(Observation Seen, ImmutableArray<Finding> Stayed)> SettleAsync(
        Inventory inventory, Func<Server, string> hostOf, Func<Task<Observation>> look, TimeProvider clock,
        CancellationToken cancellation)
    {
        var began = clock.GetTimestamp();
        var first = new StateScope(inventory, await look(), hostOf);
        for (var now = first; ; now = first with { Seen = await look() })
        {
            var states = PassingChecks.Of(now, first).ToList();
            var elapsed = clock.GetElapsedTime(began);
            if (now.Seen.States.Any(server => !server.Unmodelled.IsEmpty))
            {
                return (now.Seen, []); // The plan is refused for it, and what else is seen comes of it.
            }

            if (states.TrueForAll(state => elapsed > state.Patience) || BlindChecks.Of(now).Any())
            {
                return (now.Seen, [.. states.Select(state => state.Fault)]);
            }

            await Task.Delay(Pause, clock, cancellation);
        }
    }
}
