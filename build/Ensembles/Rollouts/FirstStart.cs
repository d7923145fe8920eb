using System.Collections.Immutable;
using Ensembles.HostAccess;
using Ensembles.Inventories;
using Ensembles.Membership;
using ZooKeeper.Configuration;

namespace Ensembles.Rollouts;

/// <summary>
/// The first start of servers that have no data: they are told to be an ensemble of their own. Only for ensembles that
/// do not live yet: among servers that are empty, or all hold the same, nothing can be lost.
/// </summary>
public sealed class FirstStart(Fleet fleet, ServerControl control, Gates gates)
{
    /// <param name="servers">
    /// Several: an ensemble of these. One: of a static ensemble, or out of several of the inventory, a single server
    /// without a list; all that a dynamic one wants: a quorum of one, as which it is to go on.
    /// </param>
    /// <param name="initialize">They are empty and allowed to vote all the same.</param>
    public async Task RunAsync(
        ImmutableArray<Server> servers, CancellationToken cancellation, bool initialize = true)
    {
        var form = FormOf(servers);
        await Task.WhenAll(servers.Select(async server =>
        {
            var files = await control.FilesAsync(server, form, cancellation);
            await control.StartAsync(server, initialize, cancellation, files);
        }));
        await Task.WhenAll(servers.Select(server => gates.ServesClientsAsync(server, cancellation)));
        await Task.WhenAll(servers.Select(server => gates.MustBeOfReleaseAsync(server, cancellation)));
    }

    private MembershipForm FormOf(ImmutableArray<Server> servers)
    {
        ImmutableArray<ServerLine> lines = [.. servers.Select(server => server.Line())];
        var dynamic = fleet.Inventory.Membership == MembershipKind.Dynamic;
        return servers.Length == 1 && !(dynamic && fleet.Inventory.Servers.Length == 1)
            ? new MembershipForm.Standalone()
            : dynamic ? new MembershipForm.DynamicInitial(lines)
            : new MembershipForm.Static(lines);
    }
}
