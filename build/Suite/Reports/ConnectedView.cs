using System.Collections.Immutable;
using System.Globalization;
using Ensembles.Inventories;
using Spectre.Console;
using Suite.Terminals;

namespace Suite.Reports;

/// <summary>Who is connected to which server, as a table.</summary>
internal static class ConnectedView
{
    /// <param name="servers">Those that were looked at, members that the inventory lacks among them.</param>
    public static void Write(
        IAnsiConsole console, ImmutableArray<Server> servers, Inventory inventory, ImmutableArray<ConnectedClient> clients)
    {
        FittedColumn<ConnectedClient>[] columns =
        [
            new("client", 0, client => client.Address.ToString()),
            new("connections", 0, client => Number(client.Total), IsNumber: true),
            .. servers.DistinctBy(server => server.Id).Select(server => new FittedColumn<ConnectedClient>(
                $"server {server.Id}", 1, client => Number(client.Connections.GetValueOrDefault(server.Id)), IsNumber: true)),
            new("none to", 0, client => string.Join(", ", inventory.Servers.Select(server => server.Id).Except(client.Connections.Keys)),
                Style: _ => "yellow"),
        ];
        foreach (var line in FittedTable.Lines(columns, clients, console.Profile.Width))
        {
            console.MarkupLine(line.ToMarkup());
        }
    }

    private static string Number(int count) => count.ToString(CultureInfo.InvariantCulture);
}
