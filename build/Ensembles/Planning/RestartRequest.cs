using System.Collections.Immutable;
using Ensembles.Findings;
using Ensembles.Inventories;
using Ensembles.Membership;

namespace Ensembles.Planning;

/// <summary>Which servers an operator wants restarted, and why.</summary>
public sealed record RestartRequest
{
    /// <summary>Ids; empty: all members. Default empty.</summary>
    public ImmutableArray<int> Only { get; init; } = [];

    /// <summary>
    /// Only those whose process runs longer than this, to the second: what was restarted since then is done. Default
    /// zero: all that run.
    /// </summary>
    public TimeSpan OlderThan { get; init; }

    /// <summary>Those that this run has restarted: their processes are new, however old the others are. Default empty.</summary>
    public ImmutableArray<int> Done { get; init; } = [];

    /// <summary>For plan, report and log; null: none was given.</summary>
    public string? Reason { get; init; }

    /// <summary>The same servers; those that are asked for count as outdated, the others as they should be.</summary>
    internal IReadOnlyList<ServerState> Mark(IReadOnlyList<ServerState> servers) =>
    [
        .. servers.Select(server => Means(server)
            ? server with { Outdated = true, RestartReason = Told(server) }
            : server with { Outdated = false }),
    ];

    /// <summary>What is wrong with the request before any server is looked at; null: nothing.</summary>
    public Finding? FaultIn(Inventory inventory)
    {
        var unknown = Only.Except(inventory.Servers.Select(server => server.Id)).Order().ToList();
        return unknown.Count == 0 ? null : Finding.Refusal(RefusalCodes.RestartOfUnknown, null,
            $"--only names {string.Join(", ", unknown)}, and {inventory.File} has no such " +
            $"{(unknown.Count == 1 ? "server" : "servers")}:",
            $"its ids are {string.Join(", ", inventory.Servers.Select(server => server.Id))}.");
    }

    /// <summary>Servers that are not older; none where that was not asked for.</summary>
    public ImmutableArray<int> Younger(IEnumerable<ServerState> servers) => OlderThan == TimeSpan.Zero ? []
        : [.. servers.Where(server => !(server is { Running: true, Uptime: { } uptime } && uptime > OlderThan)).Select(server => server.Id)];

    private bool Means(ServerState server) =>
        server is { Running: true, Uptime: { } uptime } && (Only.IsEmpty || Only.Contains(server.Id)) && !Done.Contains(server.Id)
        && (OlderThan == TimeSpan.Zero || uptime > OlderThan);

    private string Told(ServerState server) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"asked for{(Reason is null ? "" : $" ({Reason})")}: its process has run for {server.Uptime!.Value.TotalSeconds:0} s");
}
