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
        string[] titles = ["server", "process", "configuration file", "data", "release", "account", "kept alive by"];
        var rows = adoption.Servers.Select(Row).Prepend(titles).ToList();
        var widths = titles.Select((_, column) => rows.Max(row => row[column].Length)).ToArray();
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

    private static string[] Row(AdoptedServer server)
    {
        var process = server.Found.Process;
        return
        [
            string.Create(CultureInfo.InvariantCulture, $"{server.Id} {server.Host}:{server.Found.ClientPort}"),
            process.Identity.ToString(),
            process.ConfigFile ?? "none",
            process.DataFolder ?? "?",
            process.ReleaseVersion?.ToString() ?? "?",
            process.Account.Length == 0 ? "?" : process.Account,
            process.Keeper.ToString(),
        ];
    }
}
