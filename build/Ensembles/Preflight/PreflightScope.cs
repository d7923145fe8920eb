using System.Collections.Immutable;
using Ensembles.Findings;
using Ensembles.Inventories;
using ZooKeeper.Status;

namespace Ensembles.Preflight;

/// <summary>All that is known when the hosts are judged.</summary>
/// <param name="Probes">Of the hosts that answered.</param>
/// <param name="Serving">Servers that serve now, with their modes.</param>
/// <param name="ArchiveBytes">Of the release to install; 0 where none is.</param>
internal sealed record PreflightScope(
    Inventory Inventory,
    ImmutableArray<HostProbe> Probes,
    ImmutableDictionary<int, ServerMode?> Serving,
    long ArchiveBytes)
{
    /// <summary>The server whose data are copied before the first change; null: none is.</summary>
    public int? Copied { get; init; }

    /// <summary>KiB of the data that a joiner copies: the leader's, or the most that any server has.</summary>
    public long DataKiB
    {
        get
        {
            var sizes = Probes.SelectMany(probe => probe.Sizes).ToList();
            var leaders = sizes.Where(size => Serving.GetValueOrDefault(size.Key) == ServerMode.Leader).ToList();
            return (leaders.Count > 0 ? leaders : sizes).Select(size => size.Value).DefaultIfEmpty().Max();
        }
    }

    /// <summary>Some servers are on other machines than others.</summary>
    public bool Spread => Inventory.Servers.Select(server => server.Host).Distinct().Count() > 1
        && Inventory.Connection.Kind == ConnectionKind.Ssh;

    public static Finding Error(FindingCode code, HostProbe probe, Server? server, string what, string remedy) =>
        new(code, FaultSeverity.Error, Subject.OnHost(probe.Host, server?.Id), what, remedy);

    public static Finding Warning(FindingCode code, HostProbe probe, Server? server, string what, string remedy) =>
        new(code, FaultSeverity.Warning, Subject.OnHost(probe.Host, server?.Id), what, remedy);
}
