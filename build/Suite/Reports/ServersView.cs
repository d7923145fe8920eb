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
    /// <summary>Characters that all columns need.</summary>
    private const int WideEnough = 118;

    private static readonly Column[] Columns =
    [
        new("server", server => server.Server.Id.ToString(CultureInfo.InvariantCulture), Essential: true),
        new("address", server => $"{server.Server.Host}:{server.Server.Ports.Client}", Essential: true),
        new("role", Role, Essential: true),
        new("zxid", server => server.State.Serving ? server.Status!.Zxid.ToString() : "", Essential: true),
        new("version", server => server.Status?.Version?.ToString() ?? ""),
        new("znodes", server => Number(server, status => status.NodeCount), IsNumber: true, Essential: true),
        new("clients", server => Number(server, status => status.Connections), IsNumber: true),
        new("queued", server => Number(server, status => status.Outstanding), IsNumber: true),
        new("latency ms", server => Number(server, status => status.LatencyAverage, "0.0"), IsNumber: true),
        new("members", server => Members(server.InForce)),
        new("drift", server => server.Drift.IsEmpty ? "" : $"{server.Drift.Length}", Essential: true),
    ];

    public static void Write(IAnsiConsole console, Inventory inventory, Observation observation)
    {
        var columns = console.Profile.Width < WideEnough ? Columns.Where(column => column.Essential) : Columns;
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in columns)
        {
            var header = new TableColumn(column.Title).NoWrap();
            table.AddColumn(column.IsNumber ? header.RightAligned() : header);
        }

        foreach (var server in observation.Servers)
        {
            table.AddRow([.. columns.Select(column => new Text(column.Cell(server)))]);
        }

        console.MarkupLine($"[bold]{Markup.Escape(inventory.Ensemble)}[/]: {inventory.Servers.Length} servers wanted, " +
            $"{observation.Servers.Count(server => server.State.Serving)} serving");
        console.Write(table);
        WriteDrift(console, observation);
    }

    public static void WriteDrift(IAnsiConsole console, Observation observation)
    {
        foreach (var drift in observation.Drift)
        {
            console.MarkupLine($"[yellow]drift[/] {Markup.Escape(drift.ToString())}");
        }
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

    private static string Number(ServerObservation server, Func<ServerStatus, double> figure, string format = "0") =>
        server.State.Serving ? figure(server.Status!).ToString(format, CultureInfo.InvariantCulture) : "";

    /// <param name="Essential">Shown on narrow terminals too.</param>
    private sealed record Column(
        string Title, Func<ServerObservation, string> Cell, bool IsNumber = false, bool Essential = false);
}
