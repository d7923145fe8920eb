using System.Collections.Immutable;
using Ensembles.Inventories;
using Ensembles.Membership;
using Ensembles.Rendering;
using ZooKeeper.Configuration;

namespace Ensembles.Observing;

/// <summary>
/// Finds what decides over quorums and elections in ways that the model of quorums does not know. Pure.
/// </summary>
internal static class Unmodelled
{
    private const string Oracle =
        "An oracle decides when one of two servers is a quorum (QuorumOracleMaj, 3.7), so counting servers proves " +
        "nothing: no target changes such an ensemble";

    private const string Algorithm =
        "Servers with different election algorithms elect no leader together, and plans are proved for 3 only: " +
        "no target changes such an ensemble";

    private const string Addresses =
        "Several addresses for one server (multiAddress.enabled, 3.6) cannot be written in an inventory, and a " +
        "rollout would drop them: no target changes such an ensemble";

    private const string Hierarchy =
        "With such groups and weights it is not known who is a quorum (QuorumHierarchical), so nothing can be " +
        "proved: no target changes such an ensemble";

    /// <param name="texts">Live files and started copies, by path.</param>
    /// <param name="inForce">As it is shown, <c>0.0.0.0</c> included.</param>
    /// <param name="inventory">Tells where servers are.</param>
    /// <param name="started">The started copies belong to the running process.</param>
    public static ImmutableArray<UnmodelledLine> In(
        Server server, ImmutableDictionary<string, string> texts, bool started, RunningConfig inForce,
        Inventory inventory)
    {
        (string Where, string? Text)[] sources =
        [
            ("zoo.cfg as it was started with", started ? texts.GetValueOrDefault(server.StartedCopy("zoo.cfg")) : null),
            ("zoo.cfg", texts.GetValueOrDefault(server.ZooCfgPath())),
        ];
        (string Where, EnsembleConfiguration? Members)[] lists =
        [
            .. sources.Select(source => (source.Where,
                EnsembleConfiguration.TryParse(source.Text, out var members) ? members : null)),
            ("the configuration in force", inForce switch
            {
                RunningConfig.Static list => list.Members,
                RunningConfig.Dynamic list => list.Members,
                _ => null,
            }),
        ];
        var lines =
            (from source in sources
             from entry in ZooCfg.Parse(source.Text ?? "").Entries
             let why = WhyNot(entry.Key, entry.Value)
             where why is not null
             select (source.Where, Line: $"{entry.Key}={entry.Value}", Why: why))
            .Concat(
                from list in lists
                from odd in list.Members?.Odd ?? []
                select (list.Where, odd.Line, Why: $"{char.ToUpperInvariant(odd.Why[0])}{odd.Why[1..]}. {Hierarchy}"))
            .Concat(
                from line in lists[^1].Members?.Servers.Values ?? []
                where line.MoreAddresses is not null
                select (lists[^1].Where, Line: $"{line}", Why: Addresses))
            .Concat(
                from kept in inForce is RunningConfig.Dynamic dynamic ? (EnsembleConfiguration[])[dynamic.Members] : []
                from line in kept.Servers.Values
                where WildcardAddress.Is(line.Host)
                select (lists[^1].Where, Line: $"{line}", Why: WildcardAddress.Remedy(
                    kept, line, inventory.Servers.FirstOrDefault(server => server.Id == line.Id)?.Host)));
        return
        [
            .. lines.DistinctBy(line => line.Line[..line.Line.IndexOf('=', StringComparison.Ordinal)])
                .Select(line => new UnmodelledLine($"{line.Where} has {line.Line}", line.Why)),
        ];
    }

    /// <summary>Null for a line that the model knows, or that decides over no quorum.</summary>
    private static string? WhyNot(string key, string value) =>
        key.StartsWith("server.", StringComparison.Ordinal) && value.Contains('|', StringComparison.Ordinal)
            ? Addresses
        : key == "oraclePath" ? Oracle
        : key == "electionAlg" && value != "3" ? Algorithm
        : null;
}
