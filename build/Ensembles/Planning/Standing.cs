namespace Ensembles.Planning;

/// <summary>Where an ensemble stands: who is a member by the configuration in force, whoever happens to run.</summary>
internal sealed record Standing(StandingKind Kind, MemberList Members)
{
    /// <summary>
    /// Reads it off the servers: the leader's configuration where one leads, else what the servers that hold data
    /// would start with. During a roll the shortest list in force is the one that the roll started from.
    /// </summary>
    public static Standing Of(IReadOnlyList<ServerState> servers)
    {
        var leaders = servers.Where(server => server.Leads).ToList();
        var holders = servers.Where(server => server.HasData || server.Serving).ToList();
        if (leaders.Count == 1 && leaders[0].InForce is InForce.Dynamic led)
        {
            return new(StandingKind.Dynamic, MemberList.Of(led.Members.Servers.Values));
        }

        if (holders.Count == 0)
        {
            return new(StandingKind.New, MemberList.Of([]));
        }

        var newest = holders.Select(server => server.InForce).OfType<InForce.Dynamic>()
            .Where(dynamic => dynamic.Members.Version is > 0).MaxBy(dynamic => dynamic.Members.Version);
        if (newest is not null)
        {
            return new(StandingKind.Dynamic, MemberList.Of(newest.Members.Servers.Values));
        }

        var shortest = holders.Select(ListOf).OfType<MemberList>().MinBy(list => list.Lines.Count);
        var alone = holders.Where(server => server.InForce is InForce.Alone).ToList();
        if (shortest is null)
        {
            return alone.Count == 0
                ? new(StandingKind.New, MemberList.Of([]))
                : new(StandingKind.Alone, MemberList.Of(alone.Select(server => server.Server.Line())));
        }

        return alone.Count == 0
            ? new(StandingKind.Static, shortest)
            : new(StandingKind.Alone, MemberList.Of(alone.Select(server => server.Server.Line())));
    }

    /// <summary>The list that a server runs with or would start with; null where it has none.</summary>
    public static MemberList? ListOf(ServerState server) => server.InForce switch
    {
        InForce.Static list => MemberList.Of(list.Members.Servers.Values),
        InForce.Dynamic list => MemberList.Of(list.Members.Servers.Values),
        InForce.Alone => MemberList.Of([server.Server.Line()]),
        _ => null,
    };
}

internal enum StandingKind
{
    /// <summary>No server holds data or serves.</summary>
    New,

    /// <summary>One server without a list.</summary>
    Alone,

    Static,

    Dynamic,
}
