using System.Collections.Immutable;
using ZooKeeper.Client;

namespace Ensembles.Histories;

/// <summary>A persistent znode by what no client can give it again: the transaction that made it, and when.</summary>
/// <param name="Czxid">Transaction that created it.</param>
/// <param name="Ctime">Milliseconds since 1970, on the clock of the leader of then.</param>
public sealed record SampledNode(string Path, long Czxid, long Ctime);

/// <summary>
/// The oldest persistent znodes of a tree: what tells one tree from another. A zxid does not, since an empty leader of
/// a later epoch has the larger one; neither does a count, which goes up and down. A znode that was made again has
/// another czxid, and the oldest ones are those that applications keep; while one of them is left, the tree is the same.
/// </summary>
public sealed record TreeSample(ImmutableArray<SampledNode> Nodes)
{
    /// <summary>So many are kept: all of them would have to go before the tree is taken for another one.</summary>
    public const int Most = 16;

    /// <summary>Znodes looked at, and lists of children asked for: a few round trips for the largest of trees.</summary>
    private const int MostLooked = 300, MostLists = 24;

    /// <summary>So begin the paths of the rollout's marker and of the witness, which are removed again.</summary>
    private const string Ours = "/ensemble-";

    /// <summary>An empty tree, or one that may not be read.</summary>
    public static TreeSample None { get; } = new([]);

    /// <summary>
    /// Walks the tree from its root, level by level, up to a bound. What ZooKeeper makes itself, what lives with a
    /// session and what this suite writes for a while is left out.
    /// </summary>
    /// <exception cref="ZooKeeperException">The session is lost.</exception>
    public static async Task<TreeSample> TakeAsync(ZooKeeperClient client, CancellationToken cancellation)
    {
        List<SampledNode> seen = [];
        var level = new List<string> { "/" };
        var lists = 0;
        while (level.Count > 0 && lists < MostLists && seen.Count < MostLooked)
        {
            var parents = level.Take(MostLists - lists).ToList();
            lists += parents.Count;
            var children = await Task.WhenAll(parents.Select(parent => ChildrenAsync(client, parent, cancellation)));
            var paths = children.SelectMany(paths => paths.Take(MostLooked / 2)).Take(MostLooked - seen.Count).ToList();
            var stats = await Task.WhenAll(paths.Select(path => StatAsync(client, path, cancellation)));
            var nodes = paths.Zip(stats).Where(node => node.Second is { EphemeralOwner: 0, Czxid: > 0 }).ToList();
            seen.AddRange(nodes.Select(node => new SampledNode(node.First, node.Second!.Czxid, node.Second.Ctime)));
            level = [.. nodes.Where(node => node.Second!.NumChildren > 0).OrderBy(node => node.Second!.Czxid)
                .Select(node => node.First)];
        }

        return Of(seen);
    }

    /// <summary>The oldest of some znodes.</summary>
    /// <param name="most">So many of them.</param>
    public static TreeSample Of(IEnumerable<SampledNode> nodes, int most = Most) =>
        new([.. nodes.Where(node => !IsPassing(node.Path)).OrderBy(node => node.Czxid).Take(most)]);

    /// <summary>How many of these znodes a server's tree holds, each made by the same transaction.</summary>
    /// <exception cref="ZooKeeperException">The session is lost.</exception>
    public async Task<int> FoundInAsync(ZooKeeperClient client, CancellationToken cancellation)
    {
        var stats = await Task.WhenAll(Nodes.Select(node => StatAsync(client, node.Path, cancellation)));
        return Nodes.Zip(stats).Count(node => node.Second is { } stat && stat.Czxid == node.First.Czxid
            && stat.Ctime == node.First.Ctime);
    }

    private static bool IsPassing(string path) =>
        path is "/" or "/zookeeper" || path.StartsWith("/zookeeper/", StringComparison.Ordinal)
        || path.StartsWith(Ours, StringComparison.Ordinal);

    /// <summary>Sorted, so that two walks of one tree see the same ones; none where they may not be read.</summary>
    private static async Task<ImmutableArray<string>> ChildrenAsync(
        ZooKeeperClient client, string parent, CancellationToken cancellation)
    {
        try
        {
            var children = await client.GetChildrenAsync(parent, cancellationToken: cancellation);
            return [.. children.Names.Order(StringComparer.Ordinal).Select(name => parent == "/" ? $"/{name}"
                : $"{parent}/{name}").Where(path => !IsPassing(path))];
        }
        catch (Exception none) when (none is NoNodeException or NoAuthException)
        {
            return [];
        }
    }

    private static async Task<Stat?> StatAsync(ZooKeeperClient client, string path, CancellationToken cancellation)
    {
        try
        {
            return await client.ExistsAsync(path, cancellationToken: cancellation);
        }
        catch (NoAuthException)
        {
            return null;
        }
    }
}
