using System.Collections.Immutable;
using Ensembles.Histories;
using Ensembles.Inventories;
using ZooKeeper.Client;

namespace Ensembles.Observing;

/// <summary>
/// Compares the trees that are served with those that servers have noted, or hold on their disks while they are down:
/// one session with each server that leads. Changes nothing.
/// </summary>
internal sealed class HistoryLook(Fleet fleet)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <returns>The same observation with what was found of each server that leads.</returns>
    public async Task<Observation> AtAsync(Observation seen, CancellationToken cancellation)
    {
        ImmutableArray<ServerObservation> all = [.. seen.Servers, .. seen.Leavers.Where(leaver => !leaver.Unreachable)];
        if (!all.Any(server => server.State.Leads))
        {
            return seen;
        }

        var held = await Task.WhenAll(all.Where(server => server.Facts.HasData)
            .Select(server => OfAsync(server, cancellation)));
        var histories = held.OfType<Held>().ToList();
        return histories.Count == 0 ? seen : seen with
        {
            Servers = await JudgedAsync(seen.Servers, histories, cancellation),
            Leavers = await JudgedAsync(seen.Leavers, histories, cancellation),
        };
    }

    /// <summary>What it noted; of one without a note that does not serve: what its disk shows.</summary>
    private async Task<Held?> OfAsync(ServerObservation server, CancellationToken cancellation)
    {
        if (server.History is { } noted)
        {
            return new(server.Server, noted.Sample, noted.Znodes, noted);
        }

        return server.State.Serving ? null
            : await DiskSample.TakeAsync(fleet[server.Server], server.Server, cancellation) is { Seen: > 0 } disk
                ? new(server.Server, disk.Sample, disk.Seen, null) : null;
    }

    private async Task<ImmutableArray<ServerObservation>> JudgedAsync(
        ImmutableArray<ServerObservation> servers, IReadOnlyCollection<Held> histories,
        CancellationToken cancellation) =>
        [.. await Task.WhenAll(servers.Select(server => JudgedAsync(server, histories, cancellation)))];

    private async Task<ServerObservation> JudgedAsync(
        ServerObservation leader, IReadOnlyCollection<Held> histories, CancellationToken cancellation)
    {
        if (!leader.State.Leads || leader.State.Foreign)
        {
            return leader;
        }

        try
        {
            await using var client = await ZooKeeperClient.ConnectAsync(
                new()
                {
                    Servers = [Fleet.ClientAddress(leader.Server)],
                    EstablishTimeout = Patience,
                    CloseTimeout = Patience,
                    Connector = fleet.Connector,
                },
                cancellation);
            var found = await Task.WhenAll(histories.DistinctBy(held => held.Key)
                .Select(async held => (held.Key, Count: await held.Sample.FoundInAsync(client, cancellation))));
            var counts = found.ToDictionary(one => one.Key, one => one.Count);
            return leader with
            {
                Histories =
                [
                    .. histories.Select(held => new HistoryFinding(
                        held.Server.Id, leader.Server.Id, held.Noted?.Seen, held.Sample.Nodes.Length, counts[held.Key])
                    {
                        Noted = held.Noted?.Zxid,
                        Znodes = held.Znodes,
                        File = held.Noted is null ? null : held.Server.HistoryFile(),
                    }),
                ],
            };
        }
        catch (ZooKeeperException)
        {
            // It takes no session from us: nothing can be told of its tree.
            return leader;
        }
    }

    private sealed record Held(Server Server, TreeSample Sample, long Znodes, HistoryRecord? Noted)
    {
        /// <summary>Servers with the same note are asked about once.</summary>
        public string Key => Noted is null ? $"disk of {Server.Id} at {Server.Host}" : $"{Noted}";
    }
}
