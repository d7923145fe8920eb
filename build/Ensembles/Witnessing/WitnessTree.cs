using ZooKeeper.Client;

namespace Ensembles.Witnessing;

/// <summary>The witness's part of the tree: <c>/ensemble-witness/RUN/sK/n0000000123</c>.</summary>
internal static class WitnessTree
{
    /// <summary>Deletes per transaction: some 40 kB, far below a server's <c>jute.maxbuffer</c> of 1 MB.</summary>
    private const int Batch = 500;

    /// <summary>Of a run whose sessions show by signs that it lives.</summary>
    private static readonly byte[] Signed = "signed"u8.ToArray();

    /// <summary>What a run without signs, of an older suite, last did is so long ago once it is over.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(10);

    /// <summary>Makes the parents of a run's znodes, with the sign that it lives: never is one there without the other.</summary>
    public static async Task PrepareAsync(
        ZooKeeperClient client, WitnessOptions options, CancellationToken cancellation)
    {
        while (true)
        {
            await MakeAsync(client, WitnessPath.Root, CreateMode.Persistent, cancellation);
            try
            {
                await client.MultiAsync(
                    [
                        new MultiOperation.Create(WitnessPath.Run(options.Run), Signed),
                        new MultiOperation.Create(WitnessPath.Sign(options.Run, 0), Mode: CreateMode.Ephemeral),
                        .. Enumerable.Range(0, options.Sessions).Select(
                            session => new MultiOperation.Create(WitnessPath.Session(options.Run, session))),
                    ],
                    cancellation);
                return;
            }
            catch (NoNodeException)
            {
                // Another run was the last to leave and took the parent with it.
            }
        }
    }

    /// <summary>Shows others that the run lives, for as long as this session does.</summary>
    public static Task SignAsync(
        ZooKeeperClient client, WitnessOptions options, int session, CancellationToken cancellation) =>
        MakeAsync(client, WitnessPath.Sign(options.Run, session), CreateMode.Ephemeral, cancellation);

    /// <summary>Names of all runs that have znodes, those that live too.</summary>
    public static Task<IReadOnlyList<string>> RunsAsync(ZooKeeperClient client, CancellationToken cancellation) =>
        ChildrenAsync(client, WitnessPath.Root, cancellation);

    /// <summary>No session of the run is left.</summary>
    public static async Task<bool> IsOverAsync(ZooKeeperClient client, string run, CancellationToken cancellation)
    {
        try
        {
            // First what it is, then who is there: its first sign came together with it.
            var node = await client.GetDataAsync(WitnessPath.Run(run), cancellationToken: cancellation);
            var children = await ChildrenAsync(client, WitnessPath.Run(run), cancellation);
            return node.Data.Span.SequenceEqual(Signed)
                ? !children.Any(child => child.StartsWith(WitnessPath.SignName, StringComparison.Ordinal))
                : await LastAsync(client, run, children, node.Stat.Mtime, cancellation)
                    < DateTimeOffset.UtcNow.Subtract(Silence).ToUnixTimeMilliseconds();
        }
        catch (NoNodeException)
        {
            return false;
        }
    }

    /// <summary>Removes one run, and the parent of all runs if it was the last.</summary>
    /// <returns>False when something is in the way that the witness did not write, or may not be removed.</returns>
    public static async Task<bool> RemoveAsync(ZooKeeperClient client, string run, CancellationToken cancellation)
    {
        var path = WitnessPath.Run(run);
        var removed = true;
        foreach (var session in await ChildrenAsync(client, path, cancellation))
        {
            var parent = $"{path}/{session}";
            foreach (var names in (await ChildrenAsync(client, parent, cancellation)).Chunk(Batch))
            {
                removed &= await RemoveAllAsync(client, [.. names.Select(name => $"{parent}/{name}")], cancellation);
            }

            removed &= await RemoveOneAsync(client, parent, cancellation);
        }

        removed &= await RemoveOneAsync(client, path, cancellation);
        await RemoveOneAsync(client, WitnessPath.Root, cancellation);
        return removed;
    }

    private static async Task<bool> RemoveAllAsync(
        ZooKeeperClient client, string[] paths, CancellationToken cancellation)
    {
        try
        {
            await client.MultiAsync([.. paths.Select(path => new MultiOperation.Delete(path))], cancellation);
            return true;
        }
        catch (ZooKeeperException e) when (e is NoNodeException or NotEmptyException or NoAuthException)
        {
            // Another client was faster, or put something below: what can go, goes one by one.
            var removed = await Task.WhenAll(paths.Select(path => RemoveOneAsync(client, path, cancellation)));
            return removed.All(one => one);
        }
    }

    private static async Task<bool> RemoveOneAsync(ZooKeeperClient client, string path, CancellationToken cancellation)
    {
        try
        {
            await client.DeleteAsync(path, cancellationToken: cancellation);
            return true;
        }
        catch (NoNodeException)
        {
            return true;
        }
        catch (ZooKeeperException e) when (e is NotEmptyException or NoAuthException)
        {
            return false;
        }
    }

    /// <summary>When the run last made a znode, in milliseconds since 1970.</summary>
    private static async Task<long> LastAsync(
        ZooKeeperClient client, string run, IReadOnlyList<string> sessions, long began, CancellationToken cancellation)
    {
        var last = began;
        foreach (var session in sessions.Select(name => $"{WitnessPath.Run(run)}/{name}"))
        {
            var newest = (await ChildrenAsync(client, session, cancellation)).Max(StringComparer.Ordinal);
            var stat = newest is null ? null
                : await client.ExistsAsync($"{session}/{newest}", cancellationToken: cancellation);
            last = Math.Max(last, stat?.Ctime ?? 0);
        }

        return last;
    }

    private static async Task MakeAsync(
        ZooKeeperClient client, string path, CreateMode mode, CancellationToken cancellation)
    {
        try
        {
            await client.CreateAsync(path, mode: mode, cancellationToken: cancellation);
        }
        catch (NodeExistsException)
        {
            // It is there, and that is what was wanted.
        }
    }

    private static async Task<IReadOnlyList<string>> ChildrenAsync(
        ZooKeeperClient client, string path, CancellationToken cancellation)
    {
        try
        {
            return (await client.GetChildrenAsync(path, cancellationToken: cancellation)).Names;
        }
        catch (NoNodeException)
        {
            return [];
        }
    }
}
