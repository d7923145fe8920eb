using System.Collections.Immutable;
using Ensembles.Inventories;
using ZooKeeper.Status;

namespace Ensembles.Preflighting;

/// <summary>All that is known when the hosts are judged.</summary>
/// <param name="Probes">Of the hosts that answered.</param>
/// <param name="Serving">Servers that serve now, with their modes.</param>
/// <param name="ArchiveBytes">Of the release to install; 0 where none is.</param>
internal sealed record PreflightScope(
    Inventory Inventory, ImmutableArray<HostProbe> Probes, ImmutableDictionary<int, ServerMode?> Serving, long ArchiveBytes)
{
    /// <summary>KiB of the data that a joiner copies: the leader's, or the most that any server has.</summary>
    public long DataKiB
    {
        get
        {
            var sizes = Probes.SelectMany(probe => probe.Sizes).ToList();
            return sizes.Where(size => Serving.GetValueOrDefault(size.Key) == ServerMode.Leader)
                .Select(size => size.Value).DefaultIfEmpty(sizes.Select(size => size.Value).DefaultIfEmpty().Max()).First();
        }
    }

    /// <summary>Some servers are on other machines than others.</summary>
    public bool Spread => Inventory.Servers.Select(server => server.Host).Distinct().Count() > 1
        && Inventory.Connection.Kind == ConnectionKind.Ssh;

    /// <summary>The process of a server; null when it is down or its host did not answer.</summary>
    public int? PidOf(int id) => Probes.Select(probe => probe.Pids.TryGetValue(id, out var pid) ? pid : (int?)null)
        .FirstOrDefault(pid => pid is not null);

    public static PreflightFault Error(HostProbe probe, Server? server, string what, string remedy) =>
        new(probe.Host, server?.Id, FaultSeverity.Error, what, remedy);

    public static PreflightFault Warning(HostProbe probe, Server? server, string what, string remedy) =>
        new(probe.Host, server?.Id, FaultSeverity.Warning, what, remedy);
}
