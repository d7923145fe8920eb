using System.Collections.Immutable;
using Ensembles.Membership;
using ZooKeeper.Status;

namespace Ensembles.Observing;

/// <summary>
/// Tells a leader that serves no clients (<c>leaderServes=no</c>, from zoo.cfg or as an option of Java) from a server that
/// looks for a leader: both answer that they do not serve, and a restart would end the leadership for nothing. Pure.
/// </summary>
internal static class SilentLeader
{
    /// <summary>
    /// Only a leader listens on the port for followers, and a follower serves only after its leader does: so while followers
    /// serve and no server says that it leads, a server that listens there and does not serve is their leader.
    /// </summary>
    public static ImmutableArray<ServerObservation> Judge(ImmutableArray<ServerObservation> servers)
    {
        var follow = servers.Where(server => server.Status?.Mode == ServerMode.Follower).Select(server => server.Server.Id).ToList();
        return follow.Count == 0 || servers.Any(server => server.Status?.Mode == ServerMode.Leader) ? servers
            : [.. servers.Select(server => IsSilent(server) ? server with { Unmodelled = server.Unmodelled.Add(Of(server, follow)) } : server)];
    }

    private static bool IsSilent(ServerObservation server) => server.Status?.Mode == ServerMode.NotServing
        && server.Facts.Process?.ListeningPorts.Contains(server.Server.Ports.Quorum) == true;

    private static UnmodelledLine Of(ServerObservation leader, IEnumerable<int> follow) => new(
        $"it leads and serves no clients (leaderServes=no): its process {leader.Facts.Pid} listens for followers on port " +
        $"{leader.Server.Ports.Quorum}, server {string.Join(", ", follow)} follows",
        "Who leads is measured through the client ports, so no target changes such an ensemble. Take leaderServes=no out of zoo.cfg, " +
        "or -Dzookeeper.leaderServes=no out of the options of Java, of every server; restart the servers one by one, this one last; " +
        "then run this again");
}
