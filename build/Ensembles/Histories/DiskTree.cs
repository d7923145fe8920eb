using System.Collections.Immutable;
using System.Globalization;
using System.IO.Compression;
using Ensembles.HostAccess;
using Ensembles.Inventories;
using Remote;
using ZooKeeper.Persistence;

namespace Ensembles.Histories;

/// <summary>
/// What a server's disk shows of its tree while it does not serve: by the beginnings of its newest snapshot and of its
/// logs, as much of them as is read in a moment.
/// </summary>
/// <param name="InSnapshot">Persistent znodes by path; without those that were deleted before it.</param>
/// <param name="InLogs">Those that logs make and, as far as they were read, do not delete again.</param>
/// <param name="IsComplete">All of it was read: a znode that is not here is not in the tree.</param>
internal sealed record DiskTree(
    ImmutableDictionary<string, SampledNode> InSnapshot, ImmutableDictionary<string, SampledNode> InLogs,
    bool IsComplete)
{
    /// <summary>Of each file; a snapshot of some thousands of znodes is smaller.</summary>
    private const int MostBytes = 512 << 10;

    /// <summary>
    /// More than are noted of a living tree: which of them outlived the file is not known, and one is enough.
    /// </summary>
    private const int MostSampled = 64;

    /// <summary>Files that cannot be read: nothing can be told.</summary>
    public static DiskTree Unknown { get; } = new(
        ImmutableDictionary<string, SampledNode>.Empty, ImmutableDictionary<string, SampledNode>.Empty, false);

    /// <summary>The oldest znodes: the snapshot's, which lacks what was deleted before it; else those of the logs.</summary>
    public TreeSample Sample => TreeSample.Of(Surest, MostSampled);

    /// <summary>How many persistent znodes of users were seen: it holds about so many, or more.</summary>
    public long Seen => TreeSample.Of(Surest, int.MaxValue).Nodes.Length;

    private IEnumerable<SampledNode> Surest => InSnapshot.IsEmpty ? InLogs.Values : InSnapshot.Values;

    /// <summary>How many znodes of a sample are on this disk, each made by the same transaction.</summary>
    public int Holds(TreeSample sample) => sample.Nodes.Count(node =>
        InSnapshot.GetValueOrDefault(node.Path) == node || InLogs.GetValueOrDefault(node.Path) == node);

    /// <summary>Reads it on the server's host; <see cref="Unknown"/> where that fails.</summary>
    /// <exception cref="HostException">The host did not answer.</exception>
    public static async Task<DiskTree> ReadAsync(IHost host, Server server, CancellationToken cancellation)
    {
        var script = Script.Of(
            Scripts.Text("disk"), server.Paths.Data, server.Paths.DataLog, MostBytes.ToString(CultureInfo.InvariantCulture));
        var result = await host.RunAsync(script, cancellation);
        return result.Succeeded ? Parse(result.Output) : Unknown;
    }

    internal static DiskTree Parse(string output)
    {
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var (snapshot, logs) = (new Dictionary<string, SampledNode>(), new Dictionary<string, SampledNode>());
        var complete = lines.Length > 0;
        foreach (var line in lines)
        {
            if (line.Split(' ') is not [var kind, var bytes, var packed])
            {
                complete = false;
                continue;
            }

            using var plain = new GZipStream(
                new MemoryStream(Convert.FromBase64String(packed)), CompressionMode.Decompress);
            var isWhole = long.Parse(bytes, CultureInfo.InvariantCulture) <= MostBytes;
            if (kind == "snapshot")
            {
                Add(snapshot, PersistedNodes.InSnapshot(plain));
            }
            else
            {
                var (nodes, ended) = PersistedNodes.InLog(plain);
                Add(logs, nodes);
                isWhole |= ended;
            }

            complete &= isWhole;
        }

        return new(snapshot.ToImmutableDictionary(), logs.ToImmutableDictionary(), complete);
    }

    private static void Add(Dictionary<string, SampledNode> to, IEnumerable<PersistedNode> nodes)
    {
        foreach (var node in nodes)
        {
            to[node.Path] = new(node.Path, node.Czxid, node.Ctime);
        }
    }
}
