using CsCheck;
using Ensembles.Inventories;
using Ensembles.Membership;
using Unit.Planning.Model;
using ZooKeeper.Configuration;

namespace Unit.Planning;

/// <summary>Any ensemble and what is wanted of it.</summary>
internal sealed record Ask(
    int[] Members, int Observers, int Leader, int[] Wanted, int WantedObservers, int? Moving, int? Down, string Version,
    MembershipKind Membership)
{
    public bool IsDynamic => Membership == MembershipKind.Dynamic;

    public Inventory Inventory => Given.Inventory(0, Membership, Version) with
    {
        Servers = [.. Wanted.Select(Participant), .. Observing(WantedObservers)],
    };

    /// <summary>Servers as they show themselves, also those that are not set up yet.</summary>
    public World World()
    {
        var list = Listed(IsDynamic);
        var ids = Members.Concat(Enumerable.Range(0, Observers).Select(order => 100 + order)).ToHashSet();
        var world = new World(ids.Order().Select(id =>
            State(id, list) with { Server = id < 100 ? Given.Server(id) : Observer(id) }));
        if (Down is { } down)
        {
            world.Die(down);
        }

        return world;
    }

    private ServerState State(int id, RunningConfig list) =>
        list is RunningConfig.Alone ? Given.Alone(id) : id == Leader ? Given.Leads(id, list) : Given.Follows(id, list);

    private RunningConfig Listed(bool isDynamic) => Members.Length == 1 && Observers == 0 && !isDynamic ? new RunningConfig.Alone()
        : Of([.. Members.Select(Given.Server), .. Observing(Observers)], isDynamic);

    private static RunningConfig Of(IEnumerable<Server> servers, bool isDynamic)
    {
        var list = EnsembleConfiguration.Of(servers.Select(server => server.Line()));
        return isDynamic
            ? new RunningConfig.Dynamic(list with { Version = 0x100000000 }, new("/etc/zookeeper/zoo.cfg.dynamic.100000000"))
            : new RunningConfig.Static(list);
    }

    private Server Participant(int id) =>
        id == Moving ? Given.Server(id) with { Host = $"10.0.1.{id}" } : Given.Server(id);

    private static IEnumerable<Server> Observing(int count) =>
        Enumerable.Range(0, count).Select(order => Observer(100 + order));

    private static Server Observer(int id) => Given.Server(id) with { Role = Role.Observer };

    public override string ToString() =>
        $"{Version} {Membership}: {string.Join(",", Members)} (+{Observers} observers, {Leader} leads"
        + $"{(Down is { } down ? $", {down} is down" : "")}) to {string.Join(",", Wanted)} (+{WantedObservers})"
        + $"{(Moving is { } moving ? $", {moving} moves" : "")}";
}

/// <summary>Draws them.</summary>
internal static class RandomEnsembles
{
    private static readonly (string Version, MembershipKind Membership)[] Kinds =
    [
        ("3.4.13", MembershipKind.Static), ("3.8.0", MembershipKind.Static), ("3.9.3", MembershipKind.Static),
        ("3.8.0", MembershipKind.Dynamic), ("3.9.4", MembershipKind.Dynamic),
    ];

    /// <param name="most">The largest number of members, before and after.</param>
    public static Gen<Ask> Of(int most) =>
        from kind in Gen.Int[0, Kinds.Length - 1].Select(at => Kinds[at])
        from members in Gen.Int[1, most]
        from staying in Gen.Int[0, members]
        from joiners in Gen.Int[staying == 0 ? 1 : 0, Math.Max(staying == 0 ? 1 : 0, most - staying)]
        from order in Gen.Shuffle(Enumerable.Range(1, members).ToArray())
        from leader in Gen.Int[1, members]
        from observers in Gen.Int[0, members > 1 && kind.Version != "3.4.13" ? 1 : 0]
        from wantedObservers in Gen.Int[0, staying + joiners > 2 ? 1 : 0]
        from moves in Gen.Int[0, 5]
        from down in Gen.Int[0, 5]
        let ids = Enumerable.Range(1, members).ToArray()
        let stay = order.Take(staying).ToArray()
        select new Ask(
            ids, observers, leader, [.. stay.Concat(Enumerable.Range(members + 1, joiners)).Order()], wantedObservers,
            moves == 0 && members > 2 && staying > 0 ? stay[0] : null,
            down == 0 && members > 2 && leader != ids[members / 2] ? ids[members / 2] : null,
            kind.Version, kind.Membership);
}
