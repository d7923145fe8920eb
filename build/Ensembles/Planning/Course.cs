using Ensembles.Inventories;
using ZooKeeper.Configuration;

namespace Ensembles.Planning;

/// <summary>What both engines start from.</summary>
internal sealed record Course(Inventory Inventory, IReadOnlyList<ServerState> Servers, Standing Standing)
{
    /// <summary>
    /// The first release with db.autocreate=false: an empty server neither votes nor leads (ZOOKEEPER-261).
    /// </summary>
    public static readonly Version FirstGuarded = new(3, 6);

    /// <summary>
    /// The first release whose leader counts only voters' acknowledgements (SyncedLearnerTracker.addAck).
    /// </summary>
    public static readonly Version FirstCounted = new(3, 5);

    /// <inheritdoc cref="FirstGuarded"/>
    public bool Guarded => Inventory.Release.Version >= FirstGuarded;

    public IEnumerable<ServerState> Members => Servers.Where(server => Standing.Members.Contains(server.Id));

    /// <summary>By id; participants before observers, which change no quorum.</summary>
    public IEnumerable<ServerState> Joiners =>
        Servers.Where(server => !Standing.Members.Contains(server.Id))
            .OrderBy(server => server.Server.Role).ThenBy(server => server.Id);

    public ServerState State(int id) => Servers.First(server => server.Id == id);

    /// <summary>
    /// Who is down already, then followers by id, then whoever leads: one election in a round, held when all others
    /// are ready.
    /// </summary>
    public static IEnumerable<ServerState> LeaderLast(IEnumerable<ServerState> servers) =>
        servers.OrderBy(server => server.Leads).ThenBy(server => server.Running).ThenBy(server => server.Id);

    public static bool IsParticipant(ServerState server) => server.Server.Role == Role.Participant;
}
