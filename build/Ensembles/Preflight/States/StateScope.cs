using System.Collections.Immutable;
using Ensembles.Findings;
using Ensembles.Inventories;
using Ensembles.Membership;
using Ensembles.Observing;
using ZooKeeper.Status;

namespace Ensembles.Preflight.States;

/// <summary>What the states of servers are judged by.</summary>
/// <param name="HostOf">What messages call a server's host.</param>
internal sealed record StateScope(Inventory Inventory, Observation Seen, Func<Server, string> HostOf)
{
    /// <summary>Null while no server leads, or more than one.</summary>
    public ServerObservation? Leader =>
        Seen.Servers.Concat(Seen.Leavers).Where(server => server.State.Leads).Take(2).ToList() is [var leader]
            ? leader : null;

    /// <summary>
    /// Ids in the configurations in force of the servers that serve or, while none does, of those that hold data.
    /// </summary>
    public ImmutableHashSet<int> Members
    {
        get
        {
            var speaking = Seen.Servers.Where(server => server.State.Serving).ToList();
            var lists = (speaking.Count > 0 ? speaking : Seen.Servers.Where(server => server.Facts.HasData))
                .Select(server => CurrentMembership.ListOf(server.State)).OfType<MemberList>();
            return Leader is { } leader && CurrentMembership.ListOf(leader.State) is { } led && leader.InForce is RunningConfig.Dynamic
                ? [.. led.Ids] : [.. lists.SelectMany(list => list.Ids)];
        }
    }

    /// <summary>Members that run, with the data of the ensemble.</summary>
    public IEnumerable<ServerObservation> Running => Seen.Servers.Where(server =>
        server is { Facts: { Pid: not null, HasData: true } } && Members.Contains(server.Server.Id));

    /// <summary>Where the leader stands; null where no server leads, or only just.</summary>
    public Zxid? Newest => Leader?.Status is { Zxid: { Counter: > 0 } zxid } ? zxid : null;

    public Finding Error(FindingCode code, Server server, string what, string remedy) =>
        new(code, FaultSeverity.Error, Subject.OnHost(HostOf(server), server.Id), what, remedy);

    public Finding Warning(FindingCode code, Server server, string what, string remedy) =>
        new(code, FaultSeverity.Warning, Subject.OnHost(HostOf(server), server.Id), what, remedy);

    public Finding Error(FindingCode code, string what, string remedy) =>
        new(code, FaultSeverity.Error, Subject.OnHost(Inventory.Ensemble), what, remedy);
}
