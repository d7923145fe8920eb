using System.Collections.Immutable;
using Ensembles.Inventories;
using Ensembles.Rendering;
using ZooKeeper.Configuration;

namespace Ensembles.Rollouts;

/// <summary>
/// The first start of servers that have no data: they are told to be an ensemble of their own. Only for ensembles that
/// do not live yet: among empty servers nothing can be lost.
/// </summary>
public sealed class FirstStart(Fleet fleet, ServerControl control, Gates gates)
{
    /// <param name="servers">One: a single server without a list. Several: an ensemble of these.</param>
    public async Task RunAsync(ImmutableArray<Server> servers, CancellationToken cancellation)
    {
        var form = FormOf(servers);
        await Task.WhenAll(servers.Select(async server =>
        {
            await control.WriteAsync(server, form, cancellation);
            await control.StartAsync(server, initialize: true, cancellation);
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
