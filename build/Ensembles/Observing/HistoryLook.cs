using System.Collections.Immutable;
using Ensembles.Histories;
using Ensembles.HostAccess;
using Ensembles.Inventories;
using Ensembles.Membership;
using ZooKeeper.Client;

namespace Ensembles.Observing;

/// <summary>
/// Compares the trees that are served with those that servers have noted, or hold on their disks while they are down:
/// one session with each server that leads. Where no server leads, the disks are compared with each other, unless the
/// notes say that they hold one history. Changes nothing.
/// </summary>
internal sealed class HistoryLook(Fleet fleet)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <returns>The same observation with what was found.</returns>
    public async Task<Observation> AtAsync(Observation seen, CancellationToken cancellation)
    {
        ImmutableArray<ServerObservation> all = [.. seen.Servers, .. seen.Leavers.Where(leaver => !leaver.Unreachable)];
        var holding = all.Where(server => server.Facts.HasData && !server.State.Foreign).ToList();
        var findings = all.Any(server => server.State.Leads)
            ? await ServedAsync([.. all.Where(server => server.State is { Leads: true, Foreign: false })], holding, cancellation)
            : await OnDisksAsync(holding, cancellation);
        return findings.IsEmpty ? seen : seen with
        {
            Servers = [.. seen.Servers.Select(With)],
            Leavers = [.. seen.Leavers.Select(With)],
        };

        ServerObservation With(ServerObservation server) =>
            server with { Histories = [.. findings.Where(finding => finding.Leader == server.Server.Id)] };
    }

    private async Task<ImmutableArray<HistoryFinding>> ServedAsync(
        List<ServerObservation> leaders, List<ServerObservation> holding,
        CancellationToken cancellation)
    {
        var held = await Task.WhenAll(holding.Select(server => OfAsync(server, cancellation)));
        var histories = held.OfType<Held>().Where(history => !history.Sample.Nodes.IsEmpty).ToList();
        return histories.Count == 0 ? [] :
        [
            .. (await Task.WhenAll(leaders.Select(leader => InTreeAsync(leader.Server, histories, cancellation))))
                .SelectMany(findings => findings),
        ];
    }

    /// <summary>What it noted; of one without a note that does not serve: what its disk shows.</summary>
    private async Task<Held?> OfAsync(ServerObservation server, CancellationToken cancellation)
    {
        if (server.History is { } noted)
        {
            return new(server.Server, noted.Sample, noted.Znodes, noted);
        }

        return server.State.Serving ? null : OnDisk(server.Server, await DiskAsync(server, cancellation));
    }

    private async Task<IEnumerable<HistoryFinding>> InTreeAsync(
        Server leader, IReadOnlyCollection<Held> histories, CancellationToken cancellation)
    {
        try
        {
            await using var client = await ZooKeeperClient.ConnectAsync(
                new()
                {
                    Servers = [Fleet.ClientAddress(leader)],
                    EstablishTimeout = Patience,
                    CloseTimeout = Patience,
                    Connector = fleet.Connector, Login = fleet.Login,
                },
                cancellation);
            var found = await Task.WhenAll(histories.DistinctBy(held => held.Key)
                .Select(async held => (held.Key, Count: await held.Sample.FoundInAsync(client, cancellation))));
            var counts = found.ToDictionary(one => one.Key, one => one.Count);
            return [.. histories.Select(held => held.Finding(leader, counts[held.Key]))];
        }
        catch (ZooKeeperException)
        {
            // It takes no session from us: nothing can be told of its tree.
            return [];
        }
    }

    /// <summary>
    /// A znode that is missing on one disk proves something only where all of that disk was read. A tree that is empty
    /// is another one than a tree that is not.
    /// </summary>
    private async Task<ImmutableArray<HistoryFinding>> OnDisksAsync(
        List<ServerObservation> holding, CancellationToken cancellation)
    {
        if (holding.Count < 2 || holding.Select(server => server.History?.History).Distinct().Count() == 1
            && holding[0].History is not null)
        {
            return [];
        }

        var disks = await Task.WhenAll(holding.Select(async server =>
            (Server: server, Tree: await DiskAsync(server, cancellation))));
        return
        [
            .. from one in disks
               from other in disks
               where one != other && other.Tree.IsComplete
               let held = one.Server.History is { } noted
                   ? new Held(one.Server.Server, noted.Sample, noted.Znodes, noted)
                   : OnDisk(one.Server.Server, one.Tree)
               where held is not null && !held.Sample.Nodes.IsEmpty
               select held.Finding(other.Server.Server, other.Tree.Holds(held.Sample)) with { IsServed = false },
        ];
    }

    private Task<DiskTree> DiskAsync(ServerObservation server, CancellationToken cancellation) =>
        DiskTree.ReadAsync(fleet[server.Server], server.Server, cancellation);

    private static Held? OnDisk(Server server, DiskTree disk) =>
        disk.Seen > 0 ? new(server, disk.Sample, disk.Seen, null) : null;

    private sealed record Held(Server Server, TreeSample Sample, long Znodes, HistoryRecord? Noted)
    {
        /// <summary>Servers with the same note are asked about once.</summary>
        public string Key => Noted is null ? $"disk of {Server.Id} at {Server.Host}" : $"{Noted}";

        public HistoryFinding Finding(Server leader, int found) =>
            new(Server.Id, leader.Id, Noted?.Seen, Sample.Nodes.Length, found)
            {
                Noted = Noted?.Zxid,
                Znodes = Znodes,
                File = Noted is null ? null : Server.HistoryFile(),
            };
    }
}
