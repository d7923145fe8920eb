using System.Collections.Immutable;
using Ensembles.Inventories;
using Ensembles.Observing.Found;
using ZooKeeper.Configuration;

namespace Ensembles.Adopting;

/// <summary>Tells the ensembles on some hosts apart: two servers belong together when one lists the other.</summary>
public static class FoundEnsembles
{
    /// <returns>Each ensemble's servers by id; the ensembles by their first client port.</returns>
    public static ImmutableArray<ImmutableArray<FoundServer>> Of(IEnumerable<FoundServer> servers)
    {
        var groups = new List<List<FoundServer>>();
        foreach (var server in servers)
        {
            var joined = groups.Where(group => group.Any(other => Lists(server, other) || Lists(other, server))).ToList();
            groups.RemoveAll(joined.Contains);
            groups.Add([.. joined.SelectMany(group => group), server]);
        }

        return
        [
            .. groups.Select(group => group.OrderBy(server => server.Id ?? 0).ThenBy(server => server.ClientPort)
                .ToImmutableArray()).OrderBy(group => group[0].ClientPort).ThenBy(group => group[0].Host),
        ];
    }

    /// <summary>Members that no server was found for, by id, as the lists name them.</summary>
    public static ImmutableSortedDictionary<long, string> NotFound(ImmutableArray<FoundServer> ensemble) =>
        ensemble.SelectMany(server => server.Lines.Values)
            .Where(line => ensemble.All(server => server.Id != line.Id))
            .GroupBy(line => line.Id)
            .ToImmutableSortedDictionary(
                line => line.Key,
                line => line.Select(one => one.Host).FirstOrDefault(host => !FoundServer.IsEverywhere(host))
                    ?? line.First().Host);

    /// <summary>An ensemble as messages name it: its servers with their places.</summary>
    public static string Name(ImmutableArray<FoundServer> ensemble) => string.Join(", ", ensemble.Select(server =>
        $"{(server.Id is { } id ? $"server {id}" : "a standalone server")} ({server.Host}, " +
        $"{(server.Config is null ? "its configuration file cannot be read" : $"client port {server.ClientPort}")})"));

    /// <summary>
    /// A server whose own list does not name it: one whose files are not ours to read, or that listens where the line
    /// says. Who runs alone is no member of others, whatever his myid is.
    /// </summary>
    private static bool MayBe(FoundServer server, ServerLine line) => server.Config is null
        || server.Process.ListeningPorts.Contains(line.ElectionPort);

    private static bool Lists(FoundServer server, FoundServer other) =>
        other.Id is { } id && server.Lines.TryGetValue(id, out var line)
        && (other.Line is { } own
            ? (own.QuorumPort, own.ElectionPort) == (line.QuorumPort, line.ElectionPort)
            : MayBe(other, line))
        && !(server.Id == id && server != other && !FoundServer.IsEverywhere(line.Host))
        && (LoopbackAddress.Is(line.Host)
            ? server.Host.Equals(other.Host, StringComparison.OrdinalIgnoreCase)
            : other.IsAt(line.Host, server.Addresses.GetValueOrDefault(line.Host, [])));
}
