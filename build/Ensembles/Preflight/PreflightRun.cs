using System.Collections.Immutable;
using Ensembles.Findings;
using Ensembles.HostAccess;
using Ensembles.Inventories;
using Ensembles.Observing;
using Ensembles.Releases;
using Remote;
using Remote.Ssh;

namespace Ensembles.Preflight;

/// <summary>
/// Everything that can be told of the hosts before the first change, about all hosts and servers at once: who puts one
/// fault right need not come back for the next. One script per host, all hosts at the same time; nothing is changed.
/// </summary>
public static class PreflightRun
{
    /// <param name="observation">What the servers are now; where it is null none is taken to serve.</param>
    /// <param name="archive">The release that will be installed; null: room for it is not asked for.</param>
    /// <param name="states">
    /// Faults of the servers' states (<see cref="States.StatePreflight"/>), for the same report; found out at the same
    /// time.
    /// </param>
    /// <param name="copied">The server whose data will be copied beside them before the first change; null: none.</param>
    /// <returns>All faults. A host that cannot be reached is one of them, not an exception.</returns>
    public static Task<PreflightReport> RunAsync(
        Fleet fleet, Observation? observation, ReleaseArchive? archive = null,
        Task<ImmutableArray<Finding>>? states = null, int? copied = null, CancellationToken cancellation = default) =>
        fleet.Times.DuringAsync(
            RunPart.Preflight, () => AskAllAsync(fleet, observation, archive, states, copied, cancellation));

    private static async Task<PreflightReport> AskAllAsync(
        Fleet fleet, Observation? observation, ReleaseArchive? archive,
        Task<ImmutableArray<Finding>>? states, int? copied, CancellationToken cancellation)
    {
        var hosts = fleet.Inventory.Servers.GroupBy(server => fleet[server]).ToList();
        var serving = (observation?.Servers ?? []).Where(seen => seen.State.Serving)
            .ToImmutableDictionary(seen => seen.Server.Id, seen => seen.State.Mode);
        using var bound = new SemaphoreSlim(fleet.Inventory.Connection.Parallel);
        var answers = await Task.WhenAll(hosts.Select(async host =>
        {
            await bound.WaitAsync(cancellation);
            try
            {
                var script = new ProbeScript(
                    fleet.Inventory, [.. host], Peers([.. host], fleet.Inventory, serving.ContainsKey),
                    archive?.TopFolder ?? "");
                return await AskAsync(host.Key, script, cancellation);
            }
            finally
            {
                bound.Release();
            }
        }));

        var scope = new PreflightScope(
            fleet.Inventory, [.. answers.Select(answer => answer.Probe).OfType<HostProbe>()], serving,
            archive?.Size ?? 0) { Copied = copied };
        var faults = answers.Select(answer => answer.Fault).OfType<Finding>().Concat(Judge(scope))
            .Concat(MetricsChecks.Of(fleet.Inventory, archive))
            .Concat(states is null ? [] : await states);
        var order = hosts.Select((host, place) => (host.Key.Name, place))
            .ToLookup(host => host.Name, host => host.place);
        return new([.. faults.OrderByDescending(fault => fault.Severity)
            .ThenBy(fault => order[fault.Subject.Host ?? ""].FirstOrDefault(-1)).ThenBy(fault => fault.Subject.Server ?? 0)])
        {
            Java = scope.Probes.Where(probe => probe.Java is not null)
                .SelectMany(probe => probe.Servers.Select(server => KeyValuePair.Create(server.Id, probe.Java!)))
                .ToImmutableDictionary(),
        };
    }

    /// <summary>The judgement alone, without a host: pure.</summary>
    internal static IEnumerable<Finding> Judge(PreflightScope scope) =>
    [
        .. scope.Probes.SelectMany(probe => HostChecks.Of(probe, scope)),
        .. scope.Probes.SelectMany(probe => AccountChecks.Of(probe, scope)),
        .. scope.Probes.SelectMany(probe => DataChecks.Of(probe, scope)),
        .. scope.Probes.SelectMany(probe => DiskChecks.Of(probe, scope)),
        .. scope.Probes.SelectMany(probe => PortChecks.Of(probe, scope)),
        .. SyncChecks.Of(scope),
        .. NameChecks.Of(scope),
        .. scope.Probes.SelectMany(probe => PeerChecks.Of(probe, scope)),
    ];

    /// <summary>
    /// What a host tries to reach: the quorum and election ports of servers elsewhere. Two servers that both serve
    /// reach each other already, and a connection without a word is a line in the log of the server that gets it.
    /// </summary>
    private static ImmutableArray<(Server Server, int Port)> Peers(
        ImmutableArray<Server> here, Inventory inventory, Func<int, bool> serves) =>
    [
        .. inventory.Servers
            .Where(other => !here.Contains(other) && !(serves(other.Id) && here.All(server => serves(server.Id))))
            .Where(other => here.All(server => server.Host != other.Host))
            .SelectMany(other => new[] { (other, other.Ports.Election), (other, other.Ports.Quorum) }),
    ];

    private static async Task<(HostProbe? Probe, Finding? Fault)> AskAsync(
        IHost host, ProbeScript script, CancellationToken cancellation)
    {
        try
        {
            var before = DateTimeOffset.UtcNow;
            var result = await host.RunAsync(script.Script, cancellation);
            var asked = (before, DateTimeOffset.UtcNow);
            result.OrThrow("look at the host");
            return (ProbeOutput.Read(host.Name, script, asked, result.Output), null);
        }
        catch (HostException failure)
        {
            return (null, new(HostCodes.Unreachable, FaultSeverity.Error, Subject.OnHost(host.Name), failure.Message,
                failure is BecomeException ? "" : "see that the host is up and that the inventory's connection fits it"));
        }
    }
}
