using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Ensembles.Inventories;
using Remote;
using ZooKeeper.Configuration;

namespace Ensembles.Observing;

/// <summary>What stands on a host of one server: its process, the names of its data files, its kept membership.</summary>
public sealed record HostFacts
{
    /// <summary>Process id of the running server; null when it is down.</summary>
    public int? Pid { get; init; }

    /// <summary>The copies of the started files belong to the running process.</summary>
    public bool StartedByUs { get; init; }

    /// <summary>Some file in version-2 holds a transaction; a snapshot of zxid 0 is what an empty server writes.</summary>
    public bool HasData { get; init; }

    /// <summary>The server once accepted an epoch, so it took part in an ensemble (acceptedEpoch).</summary>
    public long AcceptedEpoch { get; init; }

    /// <summary>The file that <c>dynamicConfigFile</c> points to; null where there is none.</summary>
    public EnsembleConfiguration? KeptMembers { get; init; }

    /// <summary>The release that <c>current</c> points to: its archive's SHA-512 and its folder; null where there is none.</summary>
    public (string Sha512, string Folder)? Release { get; init; }

    /// <summary>The texts of those files that were asked for and exist, by path; all lines end with a newline.</summary>
    public ImmutableDictionary<string, string> Files { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <param name="files">Small text files to read on the way.</param>
    /// <exception cref="HostException">The host did not answer or has no shell to run the script.</exception>
    public static async Task<HostFacts> TakeAsync(
        Fleet fleet, Server server, IEnumerable<string> files, CancellationToken cancellation)
    {
        var paths = server.Paths;
        var result = await fleet[server].RunAsync(
            Script.Of(
                Scripts.Text("facts"), [paths.Config, paths.Data, paths.DataLog, fleet.Inventory.InstallPath, .. files]),
            cancellation);
        return Parse(result.OrThrow($"look at server {server.Id}").Output);
    }

    internal static HostFacts Parse(string output)
    {
        var members = output.IndexOf("\nmembers\n", StringComparison.Ordinal);
        var head = members < 0 ? output : output[..members];
        var lines = head.Split('\n').Select(line => line.Split(' ', 2)).ToLookup(
            parts => parts[0], parts => parts.Length > 1 ? parts[1].Trim() : "");
        var pid = Number(lines["pid"].FirstOrDefault());
        return new HostFacts
        {
            Pid = (int?)pid,
            StartedByUs = pid is not null && Number(lines["started-pid"].FirstOrDefault()) == pid,
            HasData = lines["txn"].Any(name => !name.Equals("snapshot.0", StringComparison.Ordinal)),
            AcceptedEpoch = Number(lines["epoch"].FirstOrDefault()) ?? 0,
            Release = (lines["release"].FirstOrDefault() ?? "").Split(' ', 2) is [{ Length: > 0 } sum, var folder]
                ? (sum, folder) : null,
            Files = FilesIn(head),
            KeptMembers = members < 0 ? null : EnsembleConfiguration.Parse(output[(members + "\nmembers\n".Length)..]),
        };
    }

    private static ImmutableDictionary<string, string> FilesIn(string head)
    {
        var files = new Dictionary<string, StringBuilder>();
        StringBuilder? text = null;
        foreach (var line in head.Split('\n'))
        {
            if (line.StartsWith("file ", StringComparison.Ordinal))
            {
                files[line["file ".Length..]] = text = new();
            }
            else if (line is ['|', .. var content])
            {
                text?.Append(content).Append('\n');
            }
        }

        return files.ToImmutableDictionary(file => file.Key, file => file.Value.ToString());
    }

    private static long? Number(string? text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
