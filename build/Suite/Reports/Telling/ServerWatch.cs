using System.Collections.Concurrent;
using System.Collections.Immutable;
using Ensembles;
using Ensembles.Inventories;
using ZooKeeper.Status;

namespace Suite.Reports.Telling;

/// <summary>
/// What the servers say of themselves while a run goes on, for the eye only: one short question to each, once a second.
/// No step waits for it.
/// </summary>
internal sealed class ServerWatch(Fleet fleet, TimeProvider clock)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Deadline = TimeSpan.FromMilliseconds(800);
    private readonly ConcurrentDictionary<int, ServerStatus?> seen = [];
    private readonly ConcurrentDictionary<int, bool> wereUp = [];
    private Task looking = Task.CompletedTask;
    private long? asked;

    /// <summary>As far as they are known; empty before the first look.</summary>
    public ImmutableArray<LiveServer> Rows => seen.IsEmpty ? [] :
    [
        .. fleet.Inventory.Servers.Select(server => (Server: server, Status: seen.GetValueOrDefault(server.Id))).Select(row =>
            new LiveServer(
                row.Server.Id, Fleet.ClientAddress(row.Server).ToString(), row.Status is null ? "down" : Wording.Role(row.Status.Mode),
                row.Status is { Mode: not ServerMode.NotServing } status ? status.Zxid.ToString() : "",
                row.Status?.Version?.ToString() ?? "", wereUp.ContainsKey(row.Server.Id))),
    ];

    /// <summary>Asks the servers, unless that is under way or was done a moment ago.</summary>
    public void Look()
    {
        if (looking.IsCompleted && (asked is not { } then || clock.GetElapsedTime(then) > Interval))
        {
            asked = clock.GetTimestamp();
            looking = Task.WhenAll(fleet.Inventory.Servers.Select(AskAsync));
        }
    }

    private async Task AskAsync(Server server)
    {
        try
        {
            seen[server.Id] = await ServerStatus.AskAsync(Fleet.ClientAddress(server), Deadline, fleet.Connector);
            wereUp[server.Id] = true;
        }
        catch (FourLetterWordException)
        {
            seen[server.Id] = null;
        }
    }
}
