using System.Collections.Immutable;
using Ensembles.Backups;
using ZooKeeper.Client;
using ZooKeeper.Status;

namespace Ensembles.Verifying;

/// <summary>
/// What an ensemble that was made of a backup holds, znode by znode: against the files of the backup, and against a server
/// of the ensemble that the backup is of, which has gone on since.
/// </summary>
public static class CopyComparison
{
    /// <summary>Znodes that are compared with a server that serves.</summary>
    private const int Most = 1_000_000;

    /// <summary>Every persistent znode of the files is there, made by the same transaction, with the same ACL.</summary>
    /// <param name="restored">A session with the ensemble that was made of them.</param>
    public static async Task<CopyFindings> WithFilesAsync(
        ZooKeeperClient restored, StoredBackup backup, TimeSpan within, CancellationToken cancellation)
    {
        var copied = await CopiedNodes.ReadAsync(backup);
        var (deadline, wrong) = (new Deadline(within, cancellation), new Dictionary<string, string>(StringComparer.Ordinal));
        await Pipeline.RunAsync(
            copied.Nodes.Values, node => restored.ExistsAsync(node.Path, cancellationToken: cancellation),
            (node, stat) =>
            {
                if (stat is null)
                {
                    wrong[node.Path] = "is in the files and not in the ensemble that was made of them";
                }
                else if (stat.Czxid != node.Czxid)
                {
                    wrong[node.Path] = $"was made by 0x{stat.Czxid:x}, and by 0x{node.Czxid:x} in the files";
                }
            }, deadline);
        await Pipeline.RunAsync(
            copied.Nodes.Values.Where(node => !node.Acl.IsDefault && !wrong.ContainsKey(node.Path)),
            node => AclAsync(restored, node.Path, cancellation),
            (node, acl) =>
            {
                if (acl is { } entries && !Acl.AreSame(entries, node.Acl))
                {
                    wrong[node.Path] = $"has the ACL {Acl.Text(entries)}, and {Acl.Text(node.Acl)} in the files";
                }
            }, deadline);
        return new(copied.Nodes.Count - wrong.Count, 0, [.. wrong.Select(one => $"{one.Key} {one.Value}")]) { IsComplete = copied.IsWhole };
    }

    /// <summary>
    /// Every znode that the living ensemble has not changed since is the same in both: data, stat, versions, and the ACL where
    /// the session may read it.
    /// </summary>
    /// <param name="living">A server of the ensemble that the backup is of.</param>
    /// <param name="restored">The one server that was made of it.</param>
    /// <param name="upTo">The last transaction of the backup.</param>
    public static async Task<CopyFindings> WithLivingAsync(
        VerificationOptions living, VerificationOptions restored, Zxid upTo, CancellationToken cancellation)
    {
        var deadline = new Deadline(living.Deadline, cancellation);
        await using var theirs = new Replica(living.Servers[0], living with { Acls = true });
        await using var ours = new Replica(restored.Servers[0], restored with { Acls = true });
        await theirs.OpenAsync(deadline);
        await ours.OpenAsync(deadline);
        if ((theirs.Fault ?? ours.Fault) is { } fault)
        {
            return new(0, 0, [$"could not be compared: {fault}"]);
        }

        var found = await new TreeComparison([theirs, ours], upTo, Most, deadline).RunAsync();
        var wrong = ImmutableArray.CreateBuilder<string>();
        foreach (var difference in found.Differences.Where(difference => difference.Verdict == NodeVerdict.Differs))
        {
            var (there, here) = (await StatAsync(theirs.Client, difference.Path), await StatAsync(ours.Client, difference.Path));

            // Deleted there since the backup, or by the end of its session in either.
            var isDeleted = there is null && await ChangedSinceAsync(theirs.Client, difference.Path, upTo.Value, deadline);

            // No transaction of a znode tells of its ACL, but the version does (DataTree.setACL).
            var hasOtherAcl = there is not null && here is not null && there.Aversion > here.Aversion
                && (there.Czxid, there.Mzxid) == (here.Czxid, here.Mzxid);
            if (!isDeleted && !hasOtherAcl && (there ?? here) is not { EphemeralOwner: not 0 })
            {
                wrong.Add($"{difference.Path} {difference.What}");
            }
        }

        var excused = found.Differences.Length - wrong.Count;
        return new(found.Compared - excused - wrong.Count, found.Changed + excused, wrong.ToImmutable())
        {
            IsComplete = found.Complete,
        };
    }

    /// <summary>The nearest znode above that is there has got or lost a child after a transaction.</summary>
    private static async Task<bool> ChangedSinceAsync(ZooKeeperClient client, string path, long zxid, Deadline deadline)
    {
        while (path.Length > 1)
        {
            path = path[..Math.Max(1, path.LastIndexOf('/'))];
            if (await deadline.OfAsync(StatAsync(client, path)) is { } stat)
            {
                return stat.Pzxid > zxid;
            }
        }

        return false;
    }

    /// <returns>Null: it is kept from us, or the znode is gone.</returns>
    private static async Task<ImmutableArray<Acl>?> AclAsync(ZooKeeperClient client, string path, CancellationToken cancellation)
    {
        try
        {
            return (await client.GetAclAsync(path, cancellation)).Entries;
        }
        catch (ZooKeeperException e) when (e is NoNodeException or NoAuthException)
        {
            return null;
        }
    }

    private static async Task<Stat?> StatAsync(ZooKeeperClient client, string path)
    {
        try
        {
            return await client.ExistsAsync(path);
        }
        catch (ZooKeeperException)
        {
            return null; // Its ACL hides it.
        }
    }
}

/// <summary>What a comparison has come to.</summary>
/// <param name="Same">Znodes that are the same.</param>
/// <param name="Changed">Znodes that were changed, made or deleted since, or are of sessions: not compared.</param>
/// <param name="Differences">Path and what differs, each.</param>
public sealed record CopyFindings(int Same, int Changed, ImmutableArray<string> Differences)
{
    /// <summary>All znodes were visited. Default true.</summary>
    public bool IsComplete { get; init; } = true;
}
