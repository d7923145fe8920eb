using System.Collections.Immutable;
using Ensembles.Inventories.Security;
using Ensembles.Membership;
using ZooKeeper.Status;

namespace Ensembles.Planning;

/// <summary>
/// TLS and SASL between servers are switched in passes, and so are authorities: in each, every member is restarted once,
/// the leader last, or reads its certificates anew where it can; servers of this pass and of the one before can talk
/// (administrator's guide, "Upgrading existing non-TLS cluster"). The list of members stays as it is; what else the
/// inventory wants follows behind.
/// </summary>
internal static class LinkPasses
{
    /// <summary>None where the members can take what is wanted in one pass, as any other setting.</summary>
    public static ImmutableArray<QuorumLink> Of(PlanningContext context)
    {
        var members = context.Members.ToList();
        var way = members.Count < 2 ? []
            : LinkPath.From([.. members.Select(server => server.Link).OfType<QuorumLink>()], context.Inventory.WantedLink);
        return way.Length > 1 || members.Exists(server => server.Link is { IsRotating: true }) ? way : [];
    }

    /// <summary>The restarts of all passes, and what the members are behind them.</summary>
    public static (ImmutableArray<Step> Steps, ImmutableArray<ServerState> After) Steps(
        PlanningContext context, ImmutableArray<QuorumLink> way)
    {
        var steps = ImmutableArray.CreateBuilder<Step>();
        var members = context.Members.ToList();
        var list = context.Membership.Members;
        var up = members.Where(server => server.Running).Select(server => server.Id).ToHashSet();
        for (var pass = 0; pass < way.Length; pass++)
        {
            var (link, last) = (way[pass], pass == way.Length - 1);
            foreach (var server in PlanningContext.LeaderLast(members).OrderBy(server => server.Serving)
                .Where(server => Reached(server, way) < pass || !up.Contains(server.Id)))
            {
                var form = FormOf(server, list);
                var reason = $"pass {pass + 1} of {way.Length}: {Told(link, members)}" +
                    (server.Leads && pass == 0 ? "; the leader last" : "");
                steps.Add(RereadsFor(server, link)
                    ? new Step.Reread(server.Id, form) { Stage = Stage.RollingRestart, Reason = reason, Link = last ? null : link }
                    : up.Add(server.Id)
                    ? new Step.Start(server.Id, form, Gate.Serves)
                    {
                        Stage = Stage.RollingRestart, Reason = $"{reason}; it is down, and must know it",
                        Link = last ? null : link,
                    }
                    : new Step.Restart(server.Id, form, Gate.Serves, list.Surviving(server.Id))
                    {
                        Stage = Stage.RollingRestart, Reason = reason, Link = last ? null : link,
                    });
            }
        }

        return (steps.ToImmutable(), [.. context.Servers.Select(server => members.Contains(server) ? After(server) : server)]);
    }

    /// <summary>Why there are several, for the operator.</summary>
    public static string Reason(PlanningContext context, ImmutableArray<QuorumLink> way)
    {
        var members = context.Members.ToList();
        return (members.TrueForAll(server => server.Link?.Rotated == context.Inventory.WantedLink)
            ? $"the servers get certificates of another authority in {way.Length} passes, so that every two of them trust each other " +
                "all the way: "
            : $"TLS or SASL between the servers changes in {way.Length} passes, since servers with the one and servers with " +
                "the other cannot talk: ") + string.Join(" → ", way.Select(link => Told(link, members)));
    }

    private static string Told(QuorumLink link, List<ServerState> members) =>
        $"{link}" + (!link.IsRotating && members.Exists(server => server.Link is { IsRotating: true })
            ? "; new certificate, trusts the new authority alone" : "");

    /// <summary>Nothing but certificates changes for it, and it takes them without a restart.</summary>
    private static bool RereadsFor(ServerState server, QuorumLink link) =>
        server is { Rereads: true, Running: true, Outdated: false, Link: { } now } && now.Rotated == link.Rotated;

    /// <summary>Which pass it has behind it; -1: none.</summary>
    private static int Reached(ServerState server, ImmutableArray<QuorumLink> way) =>
        server.Link is { } link && server.OnDiskLink is null ? way.LastIndexOf(link) : -1;

    private static ServerState After(ServerState server) => server with
    {
        Link = null, OnDiskLink = null, Outdated = false, StoresDiffer = false, OnDiskConfig = null, Running = true, IsForeignStart = false,
        Hangs = false, HasData = true, Mode = server.Serving ? server.Mode : ServerMode.Follower,
    };

    /// <summary>The list that it has, as it has it: a pass changes no membership.</summary>
    private static MembershipForm FormOf(ServerState server, MemberList list) => server.RunningConfig switch
    {
        RunningConfig.Dynamic { Kept: { } kept } => kept,
        RunningConfig.Dynamic => new MembershipForm.DynamicInitial([.. list.Lines.Values]),
        _ => RollingStrategy.Form(list),
    };
}
