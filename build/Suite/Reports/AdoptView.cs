using System.Collections.Immutable;
using System.Globalization;
using Ensembles.Adopting;

namespace Suite.Reports;

/// <summary>Tells what was found on the hosts, and what to do with it.</summary>
internal static class AdoptView
{
    /// <summary>A table of the servers.</summary>
    public static IEnumerable<string> Lines(Adoption adoption)
    {
        // Their transaction logs lie beside the snapshots as a rule.
        var columns = Columns.Where(column => column.Title != DataLog || adoption.Servers.Any(
            server => server.Found.Process.DataLogFolder != server.Found.Process.DataFolder)).ToList();
        var rows = adoption.Servers.Select(server => columns.Select(column => column.Cell(server)).ToArray())
            .Prepend([.. columns.Select(column => column.Title)]).ToList();
        var widths = columns.Select((_, column) => rows.Max(row => row[column].Length)).ToArray();
        yield return $"Found {adoption.Servers.Length} "
            + (adoption.Servers.Length == 1 ? "server:" : "servers of one ensemble:");
        foreach (var row in rows)
        {
            yield return "  " + string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd();
        }
    }

    /// <summary>What to see to.</summary>
    public static IEnumerable<string> Notes(Adoption adoption) =>
        adoption.Notes.IsEmpty ? [] : adoption.Notes.Select(note => "  - " + note).Prepend("See to:");

    /// <summary>The commands that follow.</summary>
    /// <param name="inventory">As <c>--inventory</c> takes it.</param>
    /// <param name="variables">Those that it cannot be read without.</param>
    public static IEnumerable<string> Next(string inventory, ImmutableArray<string> variables)
    {
        var given = string.Concat(variables.Select(name => $"{name}=... "));
        return
        [
            "Next: what a rollout would change; then add servers to the file, and:",
            $"  {given}./build.sh --target=Plan --inventory={inventory}",
            $"  {given}./build.sh --target=Expand --inventory={inventory}",
            .. variables.IsEmpty ? Array.Empty<string>() : ["  (The dots stand for values of yours, see above.)"],
        ];
    }

    private const string DataLog = "transaction log";

    private static readonly ImmutableArray<(string Title, Func<AdoptedServer, string> Cell)> Columns =
    [
        ("server", server => string.Create(CultureInfo.InvariantCulture, $"{server.Id} {server.Host}:{server.Found.ClientPort}")),
        ("process", server => server.Found.Process.Identity.ToString()),
        ("configuration file", server => server.Found.Process.ConfigFile ?? "none"),
        ("data", server => server.Found.Process.DataFolder ?? Untold),
        (DataLog, server => server.Found.Process.DataLogFolder ?? Untold),
        ("log", server => server.Found.Process.LogFolder ?? Untold),
        ("release", server => server.Found.Process.ReleaseVersion?.ToString() ?? Untold),
        ("account", server => server.Found.Process.Account is { Length: > 0 } account ? account : Untold),
        ("kept alive by", server => server.Found.Process.Keeper.ToString()),
    ];

    private const string Untold = "?";
}
