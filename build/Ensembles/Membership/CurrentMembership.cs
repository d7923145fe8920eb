using Ensembles.Inventories;

namespace Ensembles.Membership;

/// <summary>Where an ensemble stands: who is a member by the configuration in force, whichever servers run.</summary>
internal sealed record CurrentMembership(CurrentMembershipKind Kind, MemberList Members)
{
    /// <summary>
    /// Reads it off the servers: the leader's configuration where one leads, else what the servers that hold data
    /// would start with. During a roll the list in force that is farthest from the wanted one is the one
    /// that it started from.
    /// </summary>
    /// <param name="servers">Those of the inventory, and leavers in place of servers that take their ids over.</param>
    public static CurrentMembership Of(Inventory inventory, IReadOnlyList<ServerState> servers)
    {
        var leaders = servers.Where(server => server.Leads).ToList();
        var holders = servers.Where(server => server.HasData || server.Serving).ToList();
        if (leaders.Count == 1 && leaders[0].RunningConfig is RunningConfig.Dynamic led)
        {
            return new(CurrentMembershipKind.Dynamic, MemberList.Of(led.Members.Servers.Values));
        }

        if (holders.Count == 0)
        {
            return new(CurrentMembershipKind.New, MemberList.Of([]));
        }

        var newest = holders.Select(server => server.RunningConfig).OfType<RunningConfig.Dynamic>()
            .Where(dynamic => dynamic.Members.Version is > 0).MaxBy(dynamic => dynamic.Members.Version);
        if (newest is not null)
        {
            return new(CurrentMembershipKind.Dynamic, MemberList.Of(newest.Members.Servers.Values));
        }

        // A leaver that no server that stays lists any more has no say, whatever list it still runs with; nor has one
        // without a vote.
        var wanted = holders.Where(server => IsWanted(server, inventory)).ToList();
        var listed = holders.Where(server => wanted.Count == 0 || IsWanted(server, inventory)
            || (server.IsParticipant
                && wanted.Exists(other => ListOf(other)?.Names(server.Server.Line()) == true)
                && KnowsNobodyElse(server, servers)));
        var first = listed.Select(ListOf).OfType<MemberList>().MinBy(list => Progress(list, inventory));
        var alone = holders.Where(server => server.RunningConfig is RunningConfig.Alone).ToList();
        if (first is null)
        {
            return alone.Count == 0
                ? new(CurrentMembershipKind.New, MemberList.Of([]))
                : new(CurrentMembershipKind.Alone, MemberList.Of(alone.Select(server => server.Server.Line())));
        }

        return alone.Count == 0
            ? new(CurrentMembershipKind.Static, first)
            : new(CurrentMembershipKind.Alone, MemberList.Of(alone.Select(server => server.Server.Line())));
    }

    /// <summary>This very server, at this place, is a member.</summary>
    public bool Has(Server server) =>
        Members.Lines.TryGetValue(server.Id, out var line) && MemberList.SameAddress(line, server.Line());

    /// <summary>A leaver may still run with a list that names servers which have left before it.</summary>
    private static bool KnowsNobodyElse(ServerState leaver, IReadOnlyList<ServerState> servers) =>
        ListOf(leaver)?.Ids.All(id => servers.Any(server => server.Id == id)) == true;

    private static bool IsWanted(ServerState server, Inventory inventory) =>
        inventory.Servers.Any(wanted => MemberList.SameAddress(server.Server.Line(), wanted.Line()));

    /// <summary>
    /// How many joiners a list has taken in, leavers it has let go and members it has in their wanted role, group and
    /// weight: more with every rung of a ladder.
    /// </summary>
    public static int Progress(MemberList list, Inventory inventory) => list.Lines.Values.Sum(line =>
        inventory.Servers.FirstOrDefault(server => MemberList.SameAddress(line, server.Line())) is not { } wanted ? -1
        : MemberList.SamePlace(line, wanted.Line()) ? 2 : 1);

    /// <summary>
    /// The list that a server runs with, of one that is down: would start with; null where it has none.
    /// </summary>
    public static MemberList? ListOf(ServerState server) => ListOf(server, server.RunningConfig);

    /// <summary>The list that its files say; null where they say none.</summary>
    public static MemberList? OnDiskListOf(ServerState server) => ListOf(server, server.OnDiskConfig ?? server.RunningConfig);

    /// <summary>The list that it ran with last, by the note of its last start; null where there is none.</summary>
    public static MemberList? LastListOf(ServerState server) => server.LastConfig is { } last ? ListOf(server, last) : null;

    private static MemberList? ListOf(ServerState server, RunningConfig inForce) => inForce switch
    {
        RunningConfig.Static list => MemberList.Of(list.Members.Servers.Values),
        RunningConfig.Dynamic list => MemberList.Of(list.Members.Servers.Values),
        RunningConfig.Alone => MemberList.Of([server.Server.Line()]),
        _ => null,
    };
}

internal enum CurrentMembershipKind
{
    /// <summary>No server holds data or serves.</summary>
    New,

    /// <summary>One server without a list.</summary>
    Alone,

    Static,

    Dynamic,
}
