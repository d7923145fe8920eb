using System.Collections.Immutable;
using Ensembles.Inventories;
using Ensembles.Rendering;
using ZooKeeper.Configuration;

namespace Ensembles.Rollouts;

/// <summary>
/// The first start of servers that have no data: they are told to be an ensemble of their own. Only for ensembles that
/// do not live yet: among servers that are empty, or all hold the same, nothing can be lost.
/// </summary>
public sealed class FirstStart(Fleet fleet, ServerControl control, Gates gates)
{
    /// <param name="servers">One: a single server without a list. Several: an ensemble of these.</param>
    /// <param name="initialize">They are empty and allowed to vote all the same.</param>
    public async Task RunAsync(
        ImmutableArray<Server> servers, CancellationToken cancellation, bool initialize = true)
    {
        var form = FormOf(servers);
        await Task.WhenAll(servers.Select(async server =>
        {
            await control.WriteAsync(server, form, cancellation);
            await control.StartAsync(server, initialize, cancellation);
        }));
        await Task.WhenAll(servers.Select(server => gates.ServesClientsAsync(server, cancellation)));
    }

    private MembershipForm FormOf(ImmutableArray<Server> servers)
    {
        ImmutableArray<ServerLine> lines = [.. servers.Select(server => server.Line())];
        return servers.Length == 1 ? new MembershipForm.Standalone()
            : fleet.Inventory.Membership == MembershipKind.Dynamic ? new MembershipForm.DynamicInitial(lines)
            : new MembershipForm.Static(lines);
    }
}
