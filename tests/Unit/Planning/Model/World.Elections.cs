using Ensembles.Membership;
using ZooKeeper.Status;

namespace Unit.Planning.Model;

/// <summary>Who leads, and who follows.</summary>
internal sealed partial class World
{
    /// <summary>
    /// Those that served and know no leader now: they follow again as soon as somebody can lead them.
    /// </summary>
    private readonly HashSet<int> leaderless = [];

    /// <summary>
    /// A moment later: those that run with the same list and are a majority of it have elected one that holds the data.
    /// </summary>
    public void Settle()
    {
        foreach (var waiting in servers.Values.Where(server => server is { Running: true, Serving: false }).ToList())
        {
            var list = CurrentMembership.ListOf(waiting)!;
            var peers = servers.Values.Where(peer => peer.Running && list.Participants.Contains(peer.Id)
                && CurrentMembership.ListOf(peer)?.SameAs(list) == true).ToList();
            if (list.IsQuorum(peers.Select(peer => peer.Id)) && peers.Exists(peer => peer.HasData))
            {
                servers[waiting.Id] = waiting with { Mode = ServerMode.Follower, HasData = true };
            }
        }

        Elect();
    }

    /// <summary>The others elect while it is down; it comes back with what its files say.</summary>
    private void Yield(ServerState leader)
    {
        servers[leader.Id] = leader.Down();
        Elect();
        servers[leader.Id] = leader with
        {
            Mode = ServerMode.Follower, RunningConfig = leader.OnDiskConfig ?? leader.RunningConfig, OnDiskConfig = null,
        };
        Elect();
    }

    /// <summary>
    /// Somebody leads while a majority of its list serves with it, and whoever lists it follows; nobody else serves,
    /// except who is alone.
    /// </summary>
    private void Elect()
    {
        foreach (var alone in servers.Values
            .Where(server => server is { Serving: true, RunningConfig: RunningConfig.Alone }).ToList())
        {
            servers[alone.Id] = alone with { Mode = ServerMode.Standalone };
        }

        var able = servers.Values.Where(server => server.Running && server.Mode != ServerMode.Standalone
            && (server.Serving || leaderless.Contains(server.Id))).ToList();
        var leader = able.Find(server => server.Mode == ServerMode.Leader && CanLead(server, able))
            ?? able.FindLast(server => CanLead(server, able));
        leaderless.Clear();
        foreach (var server in able)
        {
            var follows = leader is not null && Lists(server, leader.Id);
            servers[server.Id] = server with
            {
                Mode = !follows ? ServerMode.NotServing
                    : server.Id == leader!.Id ? ServerMode.Leader : ServerMode.Follower,
            };
            if (!follows)
            {
                leaderless.Add(server.Id);
            }
        }
    }

    private static bool CanLead(ServerState server, List<ServerState> able) => CurrentMembership.ListOf(server) is { } list
        && list.Participants.Contains(server.Id)
        && (!list.IsHierarchical || list.Lines[server.Id].Weight > 0)
        && list.IsQuorum(able.Where(other => Lists(other, server.Id)).Select(other => other.Id));

    private static bool Lists(ServerState server, int leader) =>
        CurrentMembership.ListOf(server)?.Participants.Contains(leader) == true;
}
