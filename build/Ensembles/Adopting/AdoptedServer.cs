using System.Collections.Immutable;
using System.Globalization;
using Ensembles.Inventories;
using Ensembles.Observing.Found;
using ZooKeeper.Configuration;

namespace Ensembles.Adopting;

/// <summary>A found server with what the inventory says of it.</summary>
public sealed record AdoptedServer
{
    public required FoundServer Found { get; init; }

    public required int Id { get; init; }

    /// <summary>The name by which the members know it.</summary>
    public required string Host { get; init; }

    public required int QuorumPort { get; init; }

    public required int ElectionPort { get; init; }

    /// <summary>0: off, or none in this release.</summary>
    public required int AdminPort { get; init; }

    public Role Role { get; init; }

    /// <summary>Address that the client port listens on; null: what the inventory's default means as well.</summary>
    public string? ClientAddress { get; init; }

    internal AdoptedService Service { get; init; } = new(null, null);

    private const int UsualQuorum = 2888, UsualElection = 3888, UsualAdmin = 8080;

    internal static AdoptedServer Of(FoundServer server, ImmutableArray<FoundServer> all, Version? release)
    {
        var line = server.Line;
        var host = Names(server, all).FirstOrDefault(name => !FoundServer.IsEverywhere(name)) ?? server.Address ?? server.Host;
        return new()
        {
            Found = server,
            Id = server.Id ?? 1,
            Host = host,
            QuorumPort = line?.QuorumPort ?? UsualQuorum,
            ElectionPort = line?.ElectionPort ?? UsualElection,
            AdminPort = AdminOf(server, release),
            Role = line?.Role == Role.Observer || server.Settings["peerType"] == "observer"
                ? Role.Observer : Role.Participant,
            ClientAddress = server.ClientAddress ?? (LoopbackAddress.Is(host) ? "0.0.0.0" : null),
            Service = AdoptedService.Of(server),
        };
    }

    /// <summary>How the lists name it: those of the others first, for its own may say only where to listen.</summary>
    private static IEnumerable<string> Names(FoundServer server, ImmutableArray<FoundServer> all) =>
        server.Id is not { } id ? [] : all.OrderBy(other => other == server).SelectMany(other =>
            other.Lines.TryGetValue(id, out var line) ? [line.Host] : Array.Empty<string>());

    private static int AdminOf(FoundServer server, Version? release)
    {
        string? Of(string key) => server.Settings[key] ?? server.Process.Arguments
            .Where(word => word.StartsWith($"-Dzookeeper.{key}=", StringComparison.Ordinal))
            .Select(word => word[(word.IndexOf('=', StringComparison.Ordinal) + 1)..]).LastOrDefault();
        return release is { Minor: < 5 } || "false".Equals(Of("admin.enableServer"), StringComparison.OrdinalIgnoreCase) ? 0
            : int.TryParse(Of("admin.serverPort"), CultureInfo.InvariantCulture, out var port) ? port
            : UsualAdmin;
    }
}
