using Ensembles.Inventories;
using Remote;
using ZooKeeper.Persistence;

namespace Ensembles.Histories;

/// <summary>
/// The oldest znodes that a server's disk shows while it does not serve: by the beginning of its newest snapshot and
/// of its oldest log, as much of them as is read in a moment.
/// </summary>
internal static class DiskSample
{
    /// <summary>Of each file; a snapshot of some thousands of znodes is smaller.</summary>
    private const int MostBytes = 512 << 10;

    /// <summary>
    /// A snapshot of zxid 0 is an empty server's; packed ones are not read. Logs are named by their first transaction.
    /// </summary>
    private const string Cut = """
        newest= oldest=
        for file in "$1"/version-2/snapshot.*; do
            case ${file##*/} in snapshot.0 | snapshot.*.* | 'snapshot.*') continue ;; esac
            if [ -z "$newest" ] || [ "$file" -nt "$newest" ]; then newest=$file; fi
        done
        for file in "$2"/version-2/log.*; do
            if [ ! -s "$file" ]; then continue; fi
            if [ -z "$oldest" ] || [ "$file" -ot "$oldest" ]; then oldest=$file; fi
        done
        if [ -n "$newest" ]; then echo "snapshot $(head -c "$3" "$newest" | gzip -1 | base64 | tr -d '\n')"; fi
        if [ -n "$oldest" ]; then echo "log $(head -c "$3" "$oldest" | gzip -1 | base64 | tr -d '\n')"; fi
        """;

    /// <summary>
    /// More than are noted of a living tree: which of them outlived the file is not known, and one is enough.
    /// </summary>
    private const int Most = 64;

    /// <summary>Empty where the files cannot be read: nothing can be told then.</summary>
    /// <returns>The sample, and how many persistent znodes were seen in all: it holds at least so many.</returns>
    public static async Task<(TreeSample Sample, long Seen)> TakeAsync(
        IHost host, Server server, CancellationToken cancellation)
    {
        var script = Script.Of(Cut, server.Paths.Data, server.Paths.DataLog, $"{MostBytes}");
        var result = await host.RunAsync(script, cancellation);
        return result.Succeeded ? Parse(result.Output) : (TreeSample.None, 0);
    }

    /// <summary>The snapshot, which lacks what was deleted before it; the log where there is none.</summary>
    internal static (TreeSample Sample, long Seen) Parse(string output)
    {
        var nodes = new Dictionary<string, SampledNode>(StringComparer.Ordinal);
        foreach (var words in output.Split('\n').Select(line => line.Split(' ', 2)).Where(words => words.Length == 2))
        {
            using var packed = new MemoryStream(Convert.FromBase64String(words[1].Trim()));
            using var plain = new System.IO.Compression.GZipStream(
                packed, System.IO.Compression.CompressionMode.Decompress);
            var (isSnapshot, before) = (words[0] == "snapshot", nodes.Count);
            foreach (var node in isSnapshot ? PersistedNodes.InSnapshot(plain)
                : before == 0 ? PersistedNodes.InLog(plain) : [])
            {
                nodes.TryAdd(node.Path, new(node.Path, node.Czxid, node.Ctime));
            }
        }

        var nodesOfUsers = TreeSample.Of(nodes.Values, int.MaxValue);
        return (TreeSample.Of(nodes.Values, Most), nodesOfUsers.Nodes.Length);
    }
}
