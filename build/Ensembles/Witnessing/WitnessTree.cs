using ZooKeeper.Client;

namespace Ensembles.Witnessing;

/// <summary>The witness's part of the tree: <c>/ensemble-witness/RUN/sK/n0000000123</c>.</summary>
internal static class WitnessTree
{
    /// <summary>Deletes per transaction: some 40 kB, far below a server's <c>jute.maxbuffer</c> of 1 MB.</summary>
    private const int Batch = 500;

    /// <summary>Removes what earlier runs left, then makes the parents of this run's znodes.</summary>
    public static async Task PrepareAsync(
        ZooKeeperClient client, WitnessOptions options, CancellationToken cancellation)
    {
        foreach (var former in await ChildrenAsync(client, WitnessPath.Root, cancellation))
        {
            await RemoveAsync(client, former, cancellation);
        }

        await MakeAsync(client, WitnessPath.Root, cancellation);
        await MakeAsync(client, WitnessPath.Run(options.Run), cancellation);
        await Task.WhenAll(Enumerable.Range(0, options.Sessions).Select(
            session => MakeAsync(client, WitnessPath.Session(options.Run, session), cancellation)));
    }

    /// <summary>Removes one run, and the parent of all runs if it was the last.</summary>
    /// <returns>False when something is in the way that the witness did not write.</returns>
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
        catch (ZooKeeperException e) when (e is NoNodeException or NotEmptyException)
        {
            // Somebody was faster, or put something below: what can go, goes one by one.
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
        catch (NotEmptyException)
        {
            return false;
        }
    }

    private static async Task MakeAsync(ZooKeeperClient client, string path, CancellationToken cancellation)
    {
        try
        {
            await client.CreateAsync(path, cancellationToken: cancellation);
        }
        catch (NodeExistsException)
        {
            // Made by an earlier run.
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
