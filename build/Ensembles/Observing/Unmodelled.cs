using System.Collections.Immutable;
using Ensembles.Inventories;
using Ensembles.Planning;
using Ensembles.Rendering;

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
        "A hierarchical quorum counts weights and groups (QuorumHierarchical), and plans are proved by counting " +
        "servers: no target changes such an ensemble";

    /// <param name="texts">Live files and started copies, by path.</param>
    /// <param name="started">The started copies belong to the running process.</param>
    public static ImmutableArray<UnmodelledLine> In(
        Server server, ImmutableDictionary<string, string> texts, bool started, InForce inForce)
    {
        (string Where, string? Text)[] sources =
        [
            ("zoo.cfg as it was started with", started ? texts.GetValueOrDefault(server.StartedCopy("zoo.cfg")) : null),
            ("zoo.cfg", texts.GetValueOrDefault(server.ZooCfgPath())),
            ("the configuration in force", inForce switch
            {
                InForce.Static list => $"{list.Members}",
                InForce.Dynamic list => $"{list.Members}",
                _ => null,
            }),
        ];
        return
        [
            .. from source in sources
               from entry in ZooCfg.Parse(source.Text ?? "").Entries
               let why = WhyNot(entry.Key, entry.Value)
               where why is not null
               group (source.Where, Why: why) by $"{entry.Key}={entry.Value}" into line
               select new UnmodelledLine($"{line.First().Where} has {line.Key}", line.First().Why),
        ];
    }

    /// <summary>Null for a line that the model knows, or that decides over no quorum.</summary>
    private static string? WhyNot(string key, string value) =>
        key.StartsWith("group", StringComparison.Ordinal) || key.StartsWith("weight", StringComparison.Ordinal)
            ? Hierarchy
        : key.StartsWith("server.", StringComparison.Ordinal) && value.Contains('|', StringComparison.Ordinal)
            ? Addresses
        : key == "oraclePath" ? Oracle
        : key == "electionAlg" && value != "3" ? Algorithm
        : null;
}
