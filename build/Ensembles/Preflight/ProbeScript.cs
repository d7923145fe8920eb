using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Ensembles.HostAccess;
using Ensembles.Inventories;
using Remote;

namespace Ensembles.Preflight;

/// <summary>The one script that asks a host for everything, and what of the inventory it is given.</summary>
internal sealed record ProbeScript(
    Inventory Inventory,
    ImmutableArray<Server> Servers,
    ImmutableArray<(Server Server, int Port)> Peers,
    string TopFolder)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    /// <summary>Names, not addresses, of all servers.</summary>
    public ImmutableArray<string> Names =>
        [.. Inventory.Servers.Select(server => server.Host).Distinct().Where(host => !IPAddress.TryParse(host, out _))];

    public Script Script => Script.Of(
        Scripts.Text("as-user") + Scripts.Text("process") + Scripts.Text("peers") + Scripts.Text("runnable") + Scripts.Text("preflight"),
        [
            Inventory.User ?? "", Inventory.InstallPath, TopFolder, Inventory.Java.Home ?? "", Programs,
            .. Servers.SelectMany(Words),
            .. Names.SelectMany(name => new[] { "name", name }),
            .. Peers.SelectMany(peer => new[] { "peer", peer.Server.Host, Text(peer.Port) }),
        ]) with { Deadline = Deadline };

    /// <summary>The official zkServer.sh is bash's; locks on other hosts are taken by flock.</summary>
    private string Programs => string.Join(' ', new[]
    {
        Inventory.Release.Archive is null ? "sh" : "bash",
        Inventory.Connection.Kind == ConnectionKind.Ssh ? "flock" : "sh",
        Servers.Any(server => server.Service is ServiceSpec.Systemd or ServiceSpec.Unit) ? "systemctl" : "sh",
        Servers.Any(server => server.Service is ServiceSpec.Runit) ? "sv" : "sh",
        Servers.Any(server => server.Service is ServiceSpec.Supervisord) ? "supervisorctl" : "sh",
        Names.IsEmpty ? "sh" : "getent",
        Inventory.Release.FetchedByHosts ? "curl,wget" : "sh",
    }.Distinct());

    public static IEnumerable<int> PortsOf(Server server) =>
        new[] { server.Ports.Client, server.Ports.Quorum, server.Ports.Election, server.Ports.Admin }
            .Where(port => port > 0);

    private IEnumerable<string> Words(Server server) =>
    [
        "server", Text(server.Id), server.Paths.Config, server.Paths.Data, server.Paths.DataLog, server.Paths.Log,
        server.Paths.ConfigFile,
        .. server.Service is ServiceSpec.Script { Start: [var program, ..] } command
            ? ["command", Text(server.Id), command.Directory ?? "/", program]
            : server is { Service.IsOurs: true, ReleaseFolder: { } theirs }
                ? ["command", Text(server.Id), "/", $"{theirs}/bin/zkServer.sh"] : (string[])[],
        .. Inventory.Metrics is not null && server.ReleaseFolder is { } release
            ? ["lib", Text(server.Id), release] : (string[])[],
        .. (Inventory.Metrics is null ? PortsOf(server) : PortsOf(server).Append(server.Ports.Metrics)).SelectMany(port => new[] { "port", Text(port) }),
    ];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
