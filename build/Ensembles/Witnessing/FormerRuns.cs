using System.Collections.Immutable;
using ZooKeeper.Client;

namespace Ensembles.Witnessing;

/// <summary>Znodes that witnesses of earlier runs left behind: a run that was killed cannot remove its own.</summary>
public static class FormerRuns
{
    /// <summary>
    /// Removes those of runs that are over: no session of theirs is left. One request where there are none.
    /// </summary>
    /// <param name="except">A run that is not looked at.</param>
    /// <returns>Names of the runs that were over, and whether nothing is left of them.</returns>
    /// <exception cref="ZooKeeperException">The session is lost.</exception>
    public static async Task<ImmutableArray<FormerRun>> RemoveAsync(
        ZooKeeperClient client, string? except, CancellationToken cancellation)
    {
        var runs = (await WitnessTree.RunsAsync(client, cancellation)).Where(run => run != except).ToList();
        if (runs.Count > 0)
        {
            // A server that lags may not show yet that a session took the place of one that expired.
            await client.SyncAsync(WitnessPath.Root, cancellation);
        }

        var found = ImmutableArray.CreateBuilder<FormerRun>();
        foreach (var run in runs)
        {
            if (await WitnessTree.IsOverAsync(client, run, cancellation))
            {
                found.Add(new(run, await WitnessTree.RemoveAsync(client, run, cancellation)));
            }
        }

        return found.ToImmutable();
    }
}

/// <summary>A run that is over, by its name.</summary>
/// <param name="IsRemoved">Nothing of it is left.</param>
public sealed record FormerRun(string Name, bool IsRemoved);
