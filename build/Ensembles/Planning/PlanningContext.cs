using System.Collections.Immutable;
using Ensembles.Inventories;
using Ensembles.Membership;
using ZooKeeper;

namespace Ensembles.Planning;

/// <summary>What all engines start from.</summary>
/// <param name="Servers">Those of the inventory.</param>
/// <param name="Leavers">
/// Members that the inventory lacks or wants at another place, and those that were members and still run.
/// </param>
internal sealed record PlanningContext(
    Inventory Inventory, IReadOnlyList<ServerState> Servers, ImmutableArray<ServerState> Leavers, CurrentMembership Membership)
{
    public static PlanningContext Of(
        Inventory inventory, IReadOnlyList<ServerState> servers, ImmutableArray<ServerState> leavers) =>
        new(inventory, servers, leavers, CurrentMembership.Of(inventory, OneForEachId(servers, leavers)));

    /// <summary>An empty server neither votes nor leads (<c>Features.HasEmptyGuard</c>).</summary>
    public bool Guarded => Inventory.Release.Version.HasEmptyGuard;

    /// <summary>One state for each id: a leaver's where another server is to take its id over.</summary>
    public IReadOnlyList<ServerState> All => OneForEachId(Servers, Leavers);

    /// <summary>
    /// Nobody serves, and the members that have all of their data are no quorum: they were one of an ensemble (their data are of an
    /// epoch), or one of them lacks a part of its data, so the others have acknowledged what they may lack. An empty server must
    /// not complete them.
    /// </summary>
    public bool HasLostMajority { get; } = Membership.Kind != CurrentMembershipKind.New
        && OneForEachId(Servers, Leavers) is var all && !all.Any(server => server.Serving)
        && all.Any(server => server.MissingFolder is not null
            || server is { HasData: true, Data: { AcceptedEpoch: > 0 } or { CurrentEpoch: > 0 } } && Membership.Kind != CurrentMembershipKind.Alone)
        && !all.Any(server => server is { WasAlone: true, IsWhole: true })
        && !Membership.Members.IsQuorum(id => all.Any(server => server.Id == id && (server.IsWhole || server.Unreachable)));

    /// <summary>The leader, as observed; null where there is none.</summary>
    public ServerState? Leader => All.FirstOrDefault(server => server.Leads);

    /// <summary>Those that stay.</summary>
    public IEnumerable<ServerState> Members => Servers.Where(server => Membership.Has(server.Server));

    /// <summary>Members that get another role, group or weight: those that get a vote first, then those that lose it.</summary>
    public IEnumerable<ServerState> Changed => Members
        .Where(server => !MemberList.SamePlace(Membership.Members.Lines[server.Id], server.Server.Line()))
        .OrderBy(server => server.Server.Role).ThenBy(server => server.Id);

    /// <summary>The list in force or the wanted one has groups.</summary>
    public bool IsHierarchical =>
        Membership.Members.IsHierarchical || Servers.Any(server => server.Server.Group is not null);

    /// <summary>By id; participants before observers, which change no quorum.</summary>
    public IEnumerable<ServerState> Joiners => Servers.Where(server => !Membership.Has(server.Server))
        .OrderBy(server => server.Server.Role).ThenBy(server => server.Id);

    /// <summary>
    /// Leavers that are members by the configuration in force: first whom an interrupted roll has
    /// begun to let go, or who runs and follows no leader; last who leads.
    /// </summary>
    public IEnumerable<ServerState> Leaving => Leavers.Where(server => Membership.Has(server.Server))
        .OrderBy(server => server.Server.Role).ThenByDescending(Missing)
        .ThenBy(server => server.Serving).ThenByDescending(server => server.Running).ThenBy(server => server.Leads)
        .ThenBy(server => server.Id);

    /// <summary>Ids that go to another host.</summary>
    public IEnumerable<int> Moving =>
        Leavers.Select(server => server.Id).Intersect(Servers.Select(server => server.Id));

    public ServerState State(int id) => All.First(server => server.Id == id);

    public ServerState Wanted(int id) => Servers.First(server => server.Id == id);

    public string WhyRenewed(ServerState server) =>
        server.MovesFrom is { } keeper
            ? $"it becomes a service of the suite's own: it is stopped through {keeper}, which is then switched off"
        : server.Version is { } version && version != Inventory.Release.Version
            ? $"ZooKeeper {version} becomes {Inventory.Release.Version}" +
                (server.Leads ? "; the leader last: one election, when all others have the new release" : "")
        : server.RestartReason is { } asked ? asked + (server.Leads ? "; the leader last" : "")
            : "its settings or Java options differ from the inventory's" + (server.Leads ? "; the leader last" : "");

    /// <summary>
    /// Who is down already, then followers by id, then the leader: one election in a round,
    /// held when all others are ready.
    /// </summary>
    public static IEnumerable<ServerState> LeaderLast(IEnumerable<ServerState> servers) =>
        servers.OrderBy(server => server.Leads).ThenBy(server => server.Running).ThenBy(server => server.Id);

    /// <summary>
    /// Servers that are down in the order in which they are started: first who seems to hold the newest transactions. Should
    /// another one have lost some, it is not among those that elect a leader without it.
    /// </summary>
    public static IEnumerable<ServerState> NewestFirst(IEnumerable<ServerState> down) =>
        down.OrderByDescending(server => server.HasData).ThenByDescending(server => server.IsWhole)
            .ThenByDescending(server => server.Data.CurrentEpoch).ThenByDescending(server => server.Data.Newest)
            .ThenByDescending(server => server.Data.LastWritten).ThenBy(server => server.Id);

    /// <summary>So many servers have a list without it.</summary>
    public int Missing(ServerState leaver) =>
        All.Count(server => CurrentMembership.ListOf(server) is { } list && !list.Contains(leaver.Id));

    private static IReadOnlyList<ServerState> OneForEachId(
        IReadOnlyList<ServerState> servers, ImmutableArray<ServerState> leavers)
    {
        // One that has been put aside already has no say beside who has taken its id over.
        var old = leavers.Where(leaver => !HasLeft(leaver) || servers.All(server => server.Id != leaver.Id)).ToList();
        return
        [
            .. servers.Where(server => old.TrueForAll(leaver => leaver.Id != server.Id)).Concat(old)
                .OrderBy(server => server.Id),
        ];
    }

    private static bool HasLeft(ServerState leaver) =>
        leaver is { Running: false, HasData: false, Unreachable: false };
}
