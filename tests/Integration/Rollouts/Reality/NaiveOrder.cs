using Ensembles.Inventories;
using Ensembles.Membership;
using Ensembles.Planning;

namespace Integration.Rollouts.Reality;

/// <summary>The order of many articles, which the planner would never give.</summary>
internal static class NaiveOrder
{
    /// <summary>
    /// The new servers with the full list, then the old ones again with it, whoever leads last.
    /// </summary>
    /// <param name="initialize">
    /// Empty servers may vote, as they may in releases before 3.6 and without its guard.
    /// </param>
    /// <param name="gate">Behind the new servers.</param>
    /// <param name="last">Behind the old ones.</param>
    public static Plan Of(
        Inventory inventory, IReadOnlyList<ServerState> servers, bool initialize = true, Gate gate = Gate.Waits,
        Gate last = Gate.Waits)
    {
        var list = new MembershipForm.Static([.. inventory.Servers.Select(server => server.Line())]);
        var added = servers.Where(server => !server.Serving).Select(server =>
            new Step.Start(server.Id, list, gate, initialize && !server.HasData)
            {
                Stage = Stage.StartNew, Reason = "the new servers first",
            });
        var members = servers.Where(server => server.Serving).OrderBy(server => server.Leads).Select(server =>
            new Step.Restart(server.Id, list, last, [])
            {
                Stage = Stage.RollingRestart, Reason = "then the old ones",
            });
        return new() { Engine = Engine.Rolling, Steps = [.. added, .. members] };
    }
}
