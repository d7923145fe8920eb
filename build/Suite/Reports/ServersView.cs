using System.Globalization;
using Ensembles.Inventories;
using Ensembles.Observing;
using Ensembles.Planning;
using Spectre.Console;
using ZooKeeper.Status;

namespace Suite.Reports;

/// <summary>The servers of an ensemble as a table: what each is now, and where it differs from its inventory.</summary>
internal static class ServersView
{
    public static void Write(IAnsiConsole console, Inventory inventory, Observation observation)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("server", "address", "role", "zxid", "version")
            .AddColumns(Right("znodes"), Right("clients"), Right("queued"), Right("latency ms"), new("members"), new("drift"));
        foreach (var server in observation.Servers)
        {
            table.AddRow([.. Cells(server).Select(cell => new Text(cell))]);
        }

        console.MarkupLine($"[bold]{Markup.Escape(inventory.Ensemble)}[/]: {inventory.Servers.Length} servers wanted, " +
            $"{observation.Servers.Count(server => server.State.Serving)} serving");
        console.Write(table);
        WriteDrift(console, observation);
    }

    public static void WriteDrift(IAnsiConsole console, Observation observation)
    {
        foreach (var server in observation.Servers.Where(server => !server.Differences.IsEmpty))
        {
            foreach (var difference in server.Differences)
            {
                console.MarkupLine($"[yellow]server {server.Server.Id}[/] {Markup.Escape(difference.ToString())}");
            }
        }
    }

    private static IEnumerable<string> Cells(ServerObservation server)
    {
        var status = server.Status;
        var serves = server.State.Serving;
        string Number(Func<ServerStatus, double> figure, string format = "0") =>
            serves ? figure(status!).ToString(format, CultureInfo.InvariantCulture) : "";
        return
        [
            server.Server.Id.ToString(CultureInfo.InvariantCulture),
            $"{server.Server.Host}:{server.Server.Ports.Client}",
            Role(server),
            serves ? status!.Zxid.ToString() : "",
            status?.Version?.ToString() ?? "",
            Number(s => s.NodeCount),
            Number(s => s.Connections),
            Number(s => s.Outstanding),
            Number(s => s.LatencyAverage, "0.0"),
            Members(server.InForce),
            server.Differences.IsEmpty ? "" : $"{server.Differences.Length} difference(s)",
        ];
    }

    private static string Role(ServerObservation server) => server switch
    {
        { Facts.Pid: null, Status: null } => server.Facts.HasData ? "down" : "not started",
        { Facts.Pid: null } => "foreign process",
        { Status: null } => "starting",
        { Status.Mode: ServerMode.NotServing } => "looking for a leader",
        { Status: { } status } => status.Mode.ToString().ToLowerInvariant(),
    };

    private static string Members(InForce inForce) => inForce switch
    {
        InForce.Alone => "alone",
        InForce.Static list => string.Join(",", list.Members.Servers.Keys),
        InForce.Dynamic list => string.Join(",", list.Members.Servers.Keys)
            + (list.Members.Version is { } version ? $" @{version:x}" : ""),
        _ => "",
    };

    private static TableColumn Right(string title) => new TableColumn(title).RightAligned();
}
