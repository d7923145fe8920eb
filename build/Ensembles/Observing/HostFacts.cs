using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text;
using Ensembles.HostAccess;
using Ensembles.Inventories;
using Ensembles.Membership;
using Ensembles.Observing.Processes;
using Remote;
using ZooKeeper.Configuration;
using static Ensembles.Observing.HostNumber;

namespace Ensembles.Observing;

/// <summary>
/// What stands on a host of one server: its process, the names of its data files, its kept membership.
/// </summary>
public sealed record HostFacts
{
    /// <summary>Starts are told to the second, and so are the times of files.</summary>
    private static readonly TimeSpan ClockStep = TimeSpan.FromSeconds(1);

    /// <summary>The running server; null when it is down.</summary>
    public RunningServer? Process { get; init; }

    /// <summary>Process id of the running server; null when it is down.</summary>
    public int? Pid => Process?.Identity.Pid;

    /// <summary>
    /// How long the process has been running, to the second; null when it is down or the host does not tell.
    /// </summary>
    public TimeSpan? Uptime => Process?.Uptime;

    /// <summary>The process that the copies of the started files belong to; null where there are none.</summary>
    public ProcessIdentity? Started { get; init; }

    /// <summary>The copies of the started files belong to the running process.</summary>
    public bool StartedByUs => Process is { } process && Started is { } started && process.Identity.Is(started);

    /// <summary>
    /// When its files were written last, by the host's clock and path; told only of a process that another program has
    /// started, or that runs since before our copies.
    /// </summary>
    public ImmutableDictionary<string, DateTimeOffset> Written { get; init; } =
        ImmutableDictionary<string, DateTimeOffset>.Empty;

    /// <summary>Where another process listens on one of the server's ports.</summary>
    public ImmutableArray<IPEndPoint> Taken { get; init; } = [];

    /// <summary>
    /// Some file in version-2 holds a transaction; a snapshot of zxid 0 is what an empty server writes.
    /// </summary>
    public bool HasData { get; init; }

    /// <summary>Its folder of snapshots or of logs, where only the other one has what a server makes there; null: none lacks.</summary>
    public string? Missing { get; init; }

    /// <summary>A folder of data that was put aside when a server left or an ensemble was recovered; null: there is none.</summary>
    public string? PutAside { get; init; }

    /// <summary>What its snapshots and logs are, by size and time.</summary>
    public DataHolding Held { get; init; } = DataHolding.Nothing;

    /// <summary>
    /// The file <c>initialize</c> lies in its data folder: empty, it votes although db.autocreate=false guards it
    /// (ZOOKEEPER-261).
    /// </summary>
    public bool MayInitialize { get; init; }

    /// <summary>It holds transaction logs and no snapshot at all.</summary>
    public bool OnlyLogs { get; init; }

    /// <summary>It holds at least one transaction log.</summary>
    public bool HasLogs { get; init; }

    /// <summary>The server once accepted an epoch, so it took part in an ensemble (acceptedEpoch).</summary>
    public long AcceptedEpoch { get; init; }

    /// <summary>The epoch that its data are of (currentEpoch).</summary>
    public long CurrentEpoch { get; init; }

    /// <summary>
    /// The largest zxid in the names of snapshots and logs: what it holds is at least as new; 0 where there is none.
    /// </summary>
    public long NewestFile { get; init; }

    /// <summary>The first line of <c>myid</c>; null where there is none.</summary>
    public string? MyId { get; init; }

    /// <summary>Bytes by <c>-Djute.maxbuffer</c> of the running process; null where it is not given.</summary>
    public long? MaxBuffer => Process?.MaxBuffer;

    /// <summary>
    /// The version in <c>zoo.cfg.dynamic.next</c>: a configuration that was proposed and not yet committed
    /// (QuorumPeer.setLastSeenQuorumVerifier); null where there is none.
    /// </summary>
    public long? PendingVersion { get; init; }

    /// <summary>Members of earlier configurations, by the files that ZooKeeper left.</summary>
    public ImmutableArray<ServerLine> Past { get; init; } = [];

    /// <summary>
    /// Addresses by name, as the host resolves it; empty where it does not. Holds what was asked for.
    /// </summary>
    public ImmutableDictionary<string, ImmutableArray<string>> Names { get; init; } =
        ImmutableDictionary<string, ImmutableArray<string>>.Empty;

    /// <summary><c>dynamicConfigFile</c> points to a file that is not there: the server could not be started.</summary>
    public bool PointsToNothing { get; init; }

    /// <summary>The file that <c>dynamicConfigFile</c> points to; null where there is none.</summary>
    public EnsembleConfiguration? KeptMembers { get; init; }

    /// <summary>
    /// The release that <c>current</c> points to: its archive's SHA-512 and its folder; null where there is none.
    /// </summary>
    public (string Sha512, string Folder)? Release { get; init; }

    /// <summary>
    /// What stands where that link is to be and is none of ours: where it points to, or "no link"; null where nothing
    /// stands in its way.
    /// </summary>
    public string? ForeignLink { get; init; }

    /// <summary>Other ensembles that were installed in the same folder, by their locks.</summary>
    public ImmutableArray<string> Neighbours { get; init; } = [];

    /// <summary>
    /// The texts of those files that were asked for and exist, by path; all lines end with a newline.
    /// </summary>
    public ImmutableDictionary<string, string> Files { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>
    /// SHA-256, in lower-case hexadecimal, of key stores and logins as they stand on the host, by path: their texts
    /// stay there.
    /// </summary>
    public ImmutableSortedDictionary<string, string> Digests { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Names of key stores and logins that an earlier run has kept for a server that had not passed its gate.</summary>
    public ImmutableArray<string> KeptStores { get; init; } = [];

    /// <summary>
    /// A file that was written after the running process was started, by whomever: the process has not read it. What
    /// ZooKeeper itself writes under dynamic membership, zoo.cfg together with the list that it points to, is no such.
    /// </summary>
    public bool IsNewer(string path) => !StartedByUs && Process?.Started is { } started
        && Written.TryGetValue(path, out var written) && written > started + ClockStep
        && !Written.Any(list => list.Key != path && list.Key.StartsWith($"{path}.dynamic", StringComparison.Ordinal)
            && (list.Value - written).Duration() <= ClockStep);

    /// <param name="files">Small text files to read on the way: absolute paths.</param>
    /// <param name="names">Names of hosts that the host shall look up.</param>
    /// <exception cref="HostException">The host did not answer or has no shell to run the script.</exception>
    public static async Task<HostFacts> TakeAsync(
        Fleet fleet, Server server, IEnumerable<string> files, CancellationToken cancellation,
        params ImmutableArray<string> names)
    {
        var (paths, link) = (server.Paths, fleet.Inventory.ReleasePath);
        var script = Script.Of(
            Scripts.Text("data") + Scripts.Text("process") + Scripts.Text("facts"),
            [
                paths.Config, paths.Data, paths.DataLog, link, PortsOf(server), paths.ConfigFile,
                Rendering.ServiceUnit.Name(fleet.Inventory, server), .. files, .. names,
            ]);
        var result = await fleet[server].RunAsync(script, cancellation);
        return Parse(result.OrThrow($"look at server {server.Id}").Output);
    }

    /// <summary>Client, quorum and election port, for <c>process.sh</c>: the clients' first.</summary>
    internal static string PortsOf(Server server) => string.Create(
        CultureInfo.InvariantCulture, $"{server.ClientPort} {server.Ports.Quorum} {server.Ports.Election}");

    internal static HostFacts Parse(string output)
    {
        var members = output.IndexOf("\nmembers\n", StringComparison.Ordinal);
        var head = members < 0 ? output : output[..members];
        var lines = ProcessOutput.Lines(head);
        return new HostFacts
        {
            Process = ProcessOutput.Read(lines),
            Started = ProcessIdentity.Parse(lines["started-pid"].FirstOrDefault()),
            Written = lines["written"].Select(line => line.Split(' ', 2)).Where(parts => parts.Length == 2)
                .GroupBy(parts => parts[1]).ToImmutableDictionary(
                    file => file.Key,
                    file => DateTimeOffset.FromUnixTimeSeconds(Number(file.First()[0]) ?? 0)),
            Taken = [.. lines["taken"].Select(ProcessOutput.EndPointOf).OfType<IPEndPoint>()],
            Missing = lines["missing"].FirstOrDefault(),
            HasData = lines["txn"].Any(name => !name.Equals("snapshot.0", StringComparison.Ordinal)),
            PutAside = lines["aside"].FirstOrDefault(),
            Held = DataFiles.Of(lines["held"]),
            MayInitialize = lines["initialize"].Any(),
            OnlyLogs = lines["txn"].Any()
                && !lines["txn"].Any(name => name.StartsWith("snapshot.", StringComparison.Ordinal)),
            HasLogs = lines["txn"].Any(name => name.StartsWith("log.", StringComparison.Ordinal)),
            AcceptedEpoch = Number(lines["epoch"].FirstOrDefault()) ?? 0,
            Release = (lines["release"].FirstOrDefault() ?? "").Split(' ', 2) is [{ Length: > 0 } sum, var folder]
                ? (sum, folder) : null,
            ForeignLink = lines["link"].FirstOrDefault(),
            Neighbours = [.. lines["lock"]],
            Files = FilesIn(head),
            Digests = lines["digest"].Select(line => line.Split(' ', 2)).Where(parts => parts.Length == 2)
                .GroupBy(parts => parts[1]).ToImmutableSortedDictionary(file => file.Key, file => file.First()[0]),
            KeptStores = [.. lines["kept"]],
            CurrentEpoch = Number(lines["current-epoch"].FirstOrDefault()) ?? 0,
            NewestFile = lines["txn"].Select(name => Hex(name.Split('.')[1])).Max() ?? 0,
            MyId = lines["myid"].FirstOrDefault() is { Length: > 0 } id ? id : null,
            PendingVersion = Hex(lines["pending"].FirstOrDefault()),
            Past = [.. lines["past"].SelectMany(line => EnsembleConfiguration.TryParse(line, out var past)
                ? past.Servers.Values : [])],
            Names = lines["name"].Select(name => name.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Where(words => words.Length > 0).GroupBy(words => words[0])
                .ToImmutableDictionary(name => name.Key, name => name.First().Skip(1).ToImmutableArray()),
            PointsToNothing = lines["pointer"].Any(state => state == "missing"),
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

    private static long? Hex(string? text) =>
        long.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
