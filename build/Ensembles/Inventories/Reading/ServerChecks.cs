using Ensembles.Findings;
using ZooKeeper;
using ZooKeeper.Configuration;

namespace Ensembles.Inventories.Reading;

/// <summary>Checks servers against each other.</summary>
internal sealed class ServerChecks(IReadOnlyList<FoundServer> servers, FoundMap root, ReadContext context)
{
    private static readonly string[] PortsOfHost =
        ["secureClientPort", "observerMasterPort", "metricsProvider.httpPort"];

    public void Run(ReleaseSpec? release, MembershipKind? membership)
    {
        CheckIds(release);
        CheckPorts(hasAdmin: release is null || release.Version.HasAdminServer);
        CheckPaths();
        CheckPortSettings();
        CheckRoles(membership);
        GroupChecks.Run(servers, root, context.Faults);
        WarnOfLoopback();
    }

    private void CheckIds(ReleaseSpec? release)
    {
        // EphemeralType.validateServerId: the server does not start.
        foreach (var server in servers.Where(server => server.Id > 254
            && root.Map("settings")?.Text("extendedTypesEnabled")?.Value == "true" && release is not null))
        {
            context.Faults.Error(InventoryCodes.IdRefusedByTtl, server.Map.Place("id"),
                $"{server.Id} is refused by ZooKeeper itself under extendedTypesEnabled (TTL nodes)",
                "remove that setting, or replace the server by one with an id of 1 to 254");
        }

        foreach (var (server, earlier) in Pairs().Where(pair => pair.Server.Id == pair.Earlier.Id))
        {
            context.Faults.Error(InventoryCodes.DuplicateId,
                server.Map.Place("id"), $"{server.Id} is already the id of {earlier.Map.Key}",
                "give each server an id of its own");
        }
    }

    private void CheckPorts(bool hasAdmin)
    {
        var taken = new Dictionary<(string Machine, int Port), Found>();
        foreach (var server in servers.Where(server => server.Machine is not null))
        {
            Take(server, server.Machine!, "client", server.Ports.Client);
            if (root.Map("security")?.Text("clients")?.Value is "both" or "tls")
            {
                Take(server, server.Machine!, "secure", server.Ports.Secure);
            }

            if (root.Has("metrics"))
            {
                Take(server, server.Machine!, "metrics", server.Ports.Metrics);
            }

            Take(server, server.Machine!, "quorum", server.Ports.Quorum);
            Take(server, server.Machine!, "election", server.Ports.Election);
            if (hasAdmin && server.Ports.Admin != 0)
            {
                // The AdminServer listens on loopback, which all servers of a local connection share.
                Take(server, context.Local ? "127.0.0.1" : server.Machine!, "admin", server.Ports.Admin);
            }
        }

        void Take(FoundServer server, string machine, string name, int port)
        {
            string key = $"{server.Map.Key}.ports.{name}";
            var place = server.PlaceOfPort(name);
            if (place is FoundMap && !server.Map.IsWhole("ports"))
            {
                return;
            }

            if (!taken.TryAdd((machine, port), new FoundNumber(key, place.At, port)))
            {
                context.Faults.Error(InventoryCodes.PortConflict,
                    key, place.At, $"{port} on {machine} is already {taken[(machine, port)].Key}",
                    "give it a port of its own");
            }
        }
    }

    private void CheckPaths()
    {
        foreach (var (server, earlier) in Pairs().Where(pair =>
            pair.Server.Id != pair.Earlier.Id && (context.Local || pair.Server.Machine == pair.Earlier.Machine)))
        {
            foreach (var (name, path) in Folders(server))
            {
                var (other, shared) = Folders(earlier).FirstOrDefault(folder =>
                    PathReader.IsInside(path, folder.Path) || PathReader.IsInside(folder.Path, path));
                if (shared is not null)
                {
                    context.Faults.Error(InventoryCodes.FolderConflict,
                        $"{server.Map.Key}.paths.{name}", server.PlaceOfPath(name).At,
                        $"{path} is or shares a folder with {earlier.Map.Key}.paths.{other} on the same machine",
                        "use {id} in paths, or give each server folders of its own");
                }
            }
        }
    }

    private void CheckPortSettings()
    {
        if (!Pairs().Any(pair => pair.Server.Machine is not null && pair.Server.Machine == pair.Earlier.Machine))
        {
            return;
        }

        foreach (var found in PortsOfHost.Select(key => root.Map("settings")?.Text(key)).OfType<FoundText>())
        {
            context.Faults.Error(InventoryCodes.SharedPort,
                found, "would be the same port for several servers of one host",
                "remove it, or use a host per server");
        }
    }

    private void CheckRoles(MembershipKind? membership)
    {
        int voters = servers.Count(server => server.Role == Role.Participant);
        if (root.List("servers") is not { Items.Length: > 0, Whole: true } list || list.Items.Length != servers.Count)
        {
            return;
        }

        if (voters == 0)
        {
            context.Faults.Error(InventoryCodes.ObserversOnly,
                list, "has observers only", "make at least one server a participant");
        }
        else if (voters == 1 && servers.Count > 1 && membership == MembershipKind.Static)
        {
            context.Faults.Error(InventoryCodes.ObserversOfOne,
                list, "has observers beside a single participant, which a static ensemble refuses",
                "use two participants or more, or write membership: dynamic");
        }
        else if (voters > 0 && voters % 2 == 0 && servers.All(server => server.Group is null))
        {
            context.Faults.Warning(InventoryCodes.EvenParticipants, list,
                $"has {voters} participants, which bear no more failures than {voters - 1}", "use an odd number");
        }
    }

    private void WarnOfLoopback()
    {
        var inside = servers.Where(server => LoopbackAddress.Is(server.Machine)).ToList();
        if (inside.Count > 0 && inside.Count < servers.Count(server => server.Host is not null))
        {
            context.Faults.Warning(InventoryCodes.LoopbackHost, inside[0].Map.Place("host"),
                $"{inside[0].Host} is another machine on every host", "use an address that the other hosts can reach");
        }
    }

    private IEnumerable<(FoundServer Server, FoundServer Earlier)> Pairs() =>
        servers.SelectMany((server, i) => servers.Take(i).Select(earlier => (server, earlier)));

    private static IEnumerable<(string Name, string Path)> Folders(FoundServer server) => server.Paths is { } paths
        ? [("config", paths.Config), ("data", paths.Data), ("dataLog", paths.DataLog), ("log", paths.Log)]
        : [];
}
