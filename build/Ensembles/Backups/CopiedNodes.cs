using System.Collections.Immutable;
using System.IO.Compression;
using ZooKeeper.Persistence;
using ZooKeeper.Status;

namespace Ensembles.Backups;

/// <summary>
/// The persistent znodes that the files of a backup come to, each with the transaction that made it: what an ensemble made
/// of it must have.
/// </summary>
/// <param name="Nodes">By path; without ephemeral ones, containers, and those with a time to live.</param>
/// <param name="IsWhole">The snapshot was read too: one in the format of snappy is not.</param>
public sealed record CopiedNodes(ImmutableDictionary<string, PersistedNode> Nodes, bool IsWhole)
{
    public static async Task<CopiedNodes> ReadAsync(StoredBackup backup)
    {
        var nodes = new Dictionary<string, PersistedNode>(StringComparer.Ordinal);
        var isWhole = true;
        foreach (var file in backup.Files.OrderByDescending(file => file.IsSnapshot).ThenBy(file => file.Zxid))
        {
            if (file.Name.EndsWith(".snappy", StringComparison.Ordinal))
            {
                isWhole = false;
                continue;
            }

            await using var stream = File.OpenRead(Path.Combine(backup.Folder, file.Name));
            await using var plain = file.Name.EndsWith(".gz", StringComparison.Ordinal)
                ? new GZipStream(stream, CompressionMode.Decompress) : (Stream)stream;
            if (!file.IsSnapshot)
            {
                PersistedNodes.Replay(plain, nodes);
                continue;
            }

            foreach (var node in PersistedNodes.InSnapshot(plain))
            {
                nodes[node.Path] = node;
            }
        }

        return new(nodes.ToImmutableDictionary(StringComparer.Ordinal), isWhole);
    }
}
