using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Ensembles.HostAccess;
using Ensembles.Inventories;
using Ensembles.Inventories.Security;
using Ensembles.Membership;
using Ensembles.Rendering;
using Remote;
using ZooKeeper.Configuration;

namespace Ensembles.Observing;

/// <summary>
/// Finds and looks at servers that the inventory lacks, or wants at another place: members by the configuration in
/// force, and those that an unfinished rollout has noted.
/// </summary>
internal sealed class LeaverLook(Fleet fleet, ServerLook look)
{
    public async Task<ImmutableArray<ServerObservation>> AtAsync(
        ImmutableArray<ServerObservation> servers, CancellationToken cancellation)
    {
        var inventory = fleet.Inventory;
        var members = CurrentMembership.Of(inventory, [.. servers.Select(server => server.State)]).Members;
        // A server that is down may have been given a shorter list than the one it ran with last.
        var last = servers.Where(server => server.Facts.Pid is null).Select(server => server.Last).OfType<RunningConfig.Static>()
            .SelectMany(list => list.Members.Servers.Values);
        var lines = members.Lines.Values.Concat(servers.SelectMany(server => server.Noted)).Concat(last)
            .Where(line => !inventory.Servers.Any(server => MemberList.SameAddress(server.Line(), line)))
            .DistinctBy(line => line.Id);
        var seen = await Task.WhenAll(lines.Select(line => AtAsync(line, members, cancellation)));
        return [.. seen.Where(leaver => members.Names(leaver.Server.Line()) || IsThere(leaver))];
    }

    /// <summary>
    /// Where files of a server may be that the inventory does not name: in the folders for all, or in those that its
    /// servers have in common, with the id in them.
    /// </summary>
    private ImmutableArray<ServerPaths> Places { get; } =
    [
        .. new[] { fleet.Inventory.UsualPaths, Common(fleet.Inventory) }.OfType<ServerPaths>().Distinct(),
    ];

    private static ServerPaths? Common(Inventory inventory)
    {
        var patterns = inventory.Servers.Select(server =>
        {
            string Any(string path) => string.Join('/', path.Split('/')
                .Select(part => part == $"{server.Id}" ? ServerPaths.AnyId : part));
            var paths = server.Paths;
            return new ServerPaths(Any(paths.Config), Any(paths.Data), Any(paths.DataLog), Any(paths.Log))
            {
                ConfigFile = paths.ConfigFile,
            };
        }).Distinct().ToList();
        return patterns is [var pattern] ? pattern : null;
    }

    /// <summary>Who is no member any more matters only as long as something of it could start.</summary>
    private static bool IsThere(ServerObservation leaver) =>
        !leaver.Unreachable && (leaver.Facts.Pid is not null || leaver.Facts.HasData);

    private async Task<ServerObservation> AtAsync(ServerLine line, MemberList members, CancellationToken cancellation)
    {
        var server = ServerOf(line, null);
        try
        {
            if (fleet.Known.FirstOrDefault(known => MemberList.SameAddress(known.Line(), line)) is { } known)
            {
                fleet.Reach(known);
                return await look.AtAsync(known, cancellation);
            }

            if (Places.FirstOrDefault() is not { } usual)
            {
                return await UnseenAsync(server, line, members, cancellation);
            }

            if (WildcardAddress.Is(line.Host))
            {
                return Unseen(server, members) with { PlaceUnknown = true };
            }

            var files = await fleet[server].ReadAsync(
                [.. Places.Select(paths => (server with { Paths = paths.Of(server.Id) }).ZooCfgPath())], cancellation);
            var place = Places.FirstOrDefault(
                paths => files.ContainsKey((server with { Paths = paths.Of(server.Id) }).ZooCfgPath()), usual).Of(server.Id);
            server = server with { Paths = place };
            var isGuess = !files.TryGetValue(server.ZooCfgPath(), out var bytes);
            var found = ServerOf(line, bytes is null ? null : ZooCfg.Parse(Encoding.UTF8.GetString(bytes))) with { Paths = place };
            if (isGuess && line.ClientPort is null && IsKnownPlace(found))
            {
                return await UnseenAsync(server, line, members, cancellation) with { PlaceUnknown = true };
            }

            fleet.Reach(found);
            var seen = await look.AtAsync(found, cancellation);
            if (isGuess && seen.State.Foreign)
            {
                // Its folders are a guess: who answers may be the member itself, with files elsewhere.
                return await UnseenAsync(server, line, members, cancellation) with { PlaceUnknown = true };
            }

            return await new LeaverStart(fleet).OfAsync(seen, cancellation);
        }
        catch (HostException)
        {
            return await UnseenAsync(server, line, members, cancellation);
        }
    }

    /// <summary>What answers there is a server of the inventory, and says nothing of any other.</summary>
    private bool IsKnownPlace(Server guessed) => fleet.Inventory.Servers.Any(server =>
        server.ClientPort == guessed.ClientPort
        && (server.Host.Equals(guessed.Host, StringComparison.OrdinalIgnoreCase) || fleet[server] == fleet[guessed]));

    private async Task<ServerObservation> UnseenAsync(
        Server server, ServerLine line, MemberList members, CancellationToken cancellation) =>
        Unseen(server, members) with { Ports = WildcardAddress.Is(line.Host) ? null : await UnseenPorts.AskAsync(fleet, line, cancellation) };

    /// <summary>The worst that it can be by its files: it holds data and may come back with its list. Its ports tell whether it runs.</summary>
    private static ServerObservation Unseen(Server server, MemberList members) => new()
    {
        Server = server,
        Facts = new() { HasData = true },
        InForce = new RunningConfig.Static(EnsembleConfiguration.Of(members.Lines.Values)),
        Differences = [],
        Unreachable = true,
    };

    /// <param name="file">Its own; null where there is none: its ports for clients are taken to be as those of others are.</param>
    private Server ServerOf(ServerLine line, ZooCfg? file)
    {
        var usual = fleet.Inventory.Servers[0];
        int? Port(string key) => int.TryParse(file?[key], CultureInfo.InvariantCulture, out var port) && port > 0 ? port : null;
        var (plain, secure) = (line.ClientPort ?? Port("clientPort"), Port("secureClientPort"));
        return new()
        {
            Id = (int)line.Id,
            Host = line.Host,
            ClientAddress = line.ClientHost ?? file?["clientPortAddress"],
            Ports = new(plain ?? usual.Ports.Client, line.QuorumPort, line.ElectionPort, 0) { Secure = secure ?? usual.Ports.Secure },
            Clients = file is null ? usual.Clients
                : secure is null ? ClientTransport.Plain : plain is null ? ClientTransport.Tls : ClientTransport.Both,
            Role = line.Role,
            Service = fleet.Inventory.Service.Of((int)line.Id),
            FilesAreOurs = false,
            Paths = (fleet.Inventory.UsualPaths ?? new("/", "/", "/", "/")).Of((int)line.Id),
        };
    }
}
