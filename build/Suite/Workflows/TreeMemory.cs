using Ensembles.Histories;
using Ensembles.HostAccess;
using Ensembles.Membership;
using Ensembles.Observing;
using Ensembles.Rendering;
using Ensembles.Rollouts;

namespace Suite.Workflows;

/// <summary>
/// What is remembered of the tree that the ensemble serves: for this run its gate between the steps, and from run to run
/// the notes beside the data of those that hold it.
/// </summary>
internal sealed class TreeMemory
{
    private readonly ServerControl control;
    private readonly HistoryKeeper histories;
    private bool isNoted;

    public TreeMemory(Fleet fleet, Renderer renderer, Gates gates, ServerControl control)
    {
        this.control = control;
        histories = new(fleet, server => server.HistoryFile(), TimeProvider.System);
        Gate = new(fleet, gates.StatusAsync, histories, token => Observation.TakeAsync(fleet, renderer, token));
    }

    public DataGate Gate { get; }

    /// <summary>Directly before the first change. Repeated calls cost nothing once the tree is noted.</summary>
    public async Task BeginAsync(Observation seen, CancellationToken cancellation)
    {
        await Gate.BeginAsync(seen, cancellation);
        isNoted = isNoted || await NoteAsync(seen, cancellation);
    }

    /// <summary>A server holds and serves the tree, and nothing is noted beside its data.</summary>
    public static bool IsMissing(Observation seen) => seen.Servers.Any(server =>
        server is { History: null, Facts.HasData: true, State.Serving: true });

    /// <summary>
    /// Notes what the tree is beside the data of those that hold it: whatever happens to this run, the next one knows
    /// it again. Not while two trees are served, or another one than was noted.
    /// </summary>
    /// <returns>It was noted.</returns>
    public async Task<bool> NoteAsync(Observation seen, CancellationToken cancellation)
    {
        var servers = seen.Servers.Concat(seen.Leavers).ToList();
        if (servers.Where(server => server.State.Leads).ToList() is not [{ Status: { } status } leader]
            || leader.Histories.Any(finding => finding.IsOther))
        {
            return false;
        }

        var holders = servers.Where(server => server is { Facts.HasData: true, State.Serving: true }).ToList();
        var history = holders.Select(server => server.History).OfType<HistoryRecord>()
            .MaxBy(record => record.Seen)?.History;
        var noted = await histories.NoteAsync(
            leader.Server, status.Zxid, status.NodeCount, holders.Select(server => server.Server), history, cancellation);
        await Task.WhenAll(holders.Select(server => control.SettleAsync(server.Server, cancellation)));
        return noted is not null;
    }
}
