using System.Collections.Immutable;
using System.Globalization;
using Suite.Terminals;

namespace Suite.Reports.Live;

/// <summary>
/// The live view of a run, for any width: the servers, the steps under way with what their gates wait for, what clients
/// see, transfers. Pure: a moment in, lines out.
/// </summary>
internal static class LiveView
{
    /// <summary>Cells from which on each server has a row of its own.</summary>
    private const int Normal = 50;

    /// <summary>Cells from which on the rows have all columns.</summary>
    private const int Wide = 90;

    public static IReadOnlyList<LiveLine> Lines(LiveMoment moment, int width, bool hasUnicode = true) =>
    [
        .. Servers(moment.Servers, width),
        .. moment.Steps.IsEmpty
            ? [Doing(moment)]
            : moment.Steps.SelectMany(step => Step(moment, step, width, hasUnicode)),
        .. moment.Transfers.Select(transfer =>
            LiveLine.Empty.Add($"  {transfer.Title}  ").Add(transfer.Figures, "cyan")),
        .. moment.Clients is { } seen
            ? [LiveLine.Empty.Add("  " + ClientsView.Line(seen), "grey")]
            : Array.Empty<LiveLine>(),
    ];

    private static LiveLine Doing(LiveMoment moment) =>
        LiveLine.Empty.Add($"  {moment.Doing} ").Add(Wording.Seconds(moment.Elapsed), "grey");

    private static IEnumerable<LiveLine> Step(LiveMoment moment, LiveStep step, int width, bool hasUnicode)
    {
        var number = step.Number == 0
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $"{step.Number}/{moment.StepCount} ");
        var line = LiveLine.Empty.Add(hasUnicode ? "▸ " : "> ", "cyan").Add($"{number}{step.Title} ", "bold")
            .Add(Wording.Seconds(step.Elapsed), "cyan");
        if (step.Awaits is not { } awaits)
        {
            return [line];
        }

        var gate = $"gate: {awaits}";
        return LiveLine.Cells(line.Text) + 2 + gate.Length <= width
            ? [line.Add("  " + gate, "grey")]
            : [line, LiveLine.Empty.Add("    " + gate, "grey")];
    }

    private static IEnumerable<LiveLine> Servers(ImmutableArray<LiveServer> servers, int width)
    {
        if (servers.IsEmpty)
        {
            return [];
        }

        if (width < Normal)
        {
            return [.. servers.Select(server =>
                LiveLine.Empty.Add($"  server {server.Id} ").Add(server.Role, Colour(server)))];
        }

        var roles = Math.Max("role".Length, servers.Max(server => server.Role.Length));
        var zxids = Math.Max("zxid".Length, servers.Max(server => server.Zxid.Length));
        var addresses = Math.Max("address".Length, servers.Max(server => server.Address.Length));
        var head = Row(new(0, "address", "role", "zxid", "version"), "server", _ => "grey");
        return [head, .. servers.Select(server =>
            Row(server, server.Id.ToString(CultureInfo.InvariantCulture), Colour))];

        LiveLine Row(LiveServer server, string id, Func<LiveServer, string> colour)
        {
            var line = LiveLine.Empty.Add("  ").Column(id, "server".Length, id == "server" ? "grey" : "");
            line = width >= Wide ? line.Column(server.Address, addresses, id == "server" ? "grey" : "") : line;
            return line.Column(server.Role, roles, colour(server))
                .Column(server.Zxid, zxids, "grey").Add(server.Version, "grey");
        }
    }

    private static string Colour(LiveServer server) => server.Role switch
    {
        "leader" or "standalone" => "green bold",
        "follower" or "observer" => "green",
        "down" => server.WasUp ? "red" : "grey",
        _ => "yellow",
    };
}
