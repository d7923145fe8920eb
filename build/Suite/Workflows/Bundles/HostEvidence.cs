using System.Collections.Immutable;
using System.Globalization;
using Ensembles.HostAccess;
using Ensembles.Inventories;
using Ensembles.Rendering;
using Remote;
using ZooKeeper.Status;

namespace Suite.Workflows.Bundles;

/// <summary>
/// What one server leaves behind for finding out why a run failed: its configuration, what it was started with, the
/// logs of the time of the run, its process and disks, its own words. Read only, and bounded in size.
/// </summary>
internal static class HostEvidence
{
    /// <summary>Of each log and of every other file.</summary>
    private const int MostBytes = 1024 * 1024;

    /// <summary>What led to the failure may have begun before the run.</summary>
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan WordDeadline = TimeSpan.FromSeconds(2);
    private static readonly ImmutableArray<string> Words = ["srvr", "conf", "mntr"];

    private static readonly Lazy<string> Collect = new(() =>
    {
        using var stream = typeof(HostEvidence).Assembly.GetManifestResourceStream("host-evidence.sh")
            ?? throw new InvalidOperationException("host-evidence.sh is not in the assembly");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    });

    /// <param name="run">How long ago the run began: logs are taken from shortly before it.</param>
    /// <returns>Texts by their paths; what could not be had says why.</returns>
    public static async Task<IReadOnlyList<(string Path, string Text)>> OfAsync(
        Fleet fleet, Server server, TimeSpan run, CancellationToken cancellation)
    {
        var words = Task.WhenAll(Words.Select(word => AskAsync(fleet, server, word, cancellation)));
        var files = FilesAsync(fleet, server, run, cancellation);
        return [.. await files, .. (await words).Zip(Words, (text, word) => ($"words/{word}.txt", text))];
    }

    private static async Task<IEnumerable<(string Path, string Text)>> FilesAsync(
        Fleet fleet, Server server, TimeSpan run, CancellationToken cancellation)
    {
        var (paths, token) = (server.Paths, $"=={Guid.NewGuid():N}");
        var script = Of(token, paths, fleet.Inventory.InstallPath, ServiceUnit.Name(fleet.Inventory, server), run);
        try
        {
            return Sections((await fleet[server].RunAsync(script, cancellation)).Output, token);
        }
        catch (HostException fault)
        {
            return [("unreachable.txt", fault.Message + "\n")];
        }
    }

    internal static Script Of(string token, ServerPaths paths, string install, string unit, TimeSpan run) => Script.Of(
        Collect.Value, token, paths.Config, paths.Data, paths.Log, install, unit,
        ((long)(run + Before).TotalSeconds).ToString(CultureInfo.InvariantCulture),
        MostBytes.ToString(CultureInfo.InvariantCulture)) with { Deadline = Deadline };

    /// <summary>Takes the output of the script apart. Names come from a host: none leads out of its folder.</summary>
    internal static IEnumerable<(string Path, string Text)> Sections(string output, string token) =>
        output.Split($"\n{token} ", StringSplitOptions.None).Skip(1).Select(section =>
        {
            var end = section.IndexOf('\n', StringComparison.Ordinal);
            var name = end < 0 ? section : section[..end];
            var safe = string.Join('/', name.Split('/').Where(part => part is not ("" or "." or "..")));
            return (safe, end < 0 ? "" : section[(end + 1)..]);
        });

    private static async Task<string> AskAsync(
        Fleet fleet, Server server, string word, CancellationToken cancellation)
    {
        try
        {
            return await FourLetterWord.AskAsync(
                Fleet.ClientAddress(server), word, WordDeadline, fleet.Connector, cancellation);
        }
        catch (FourLetterWordException fault)
        {
            return fault.Message + "\n";
        }
    }
}
