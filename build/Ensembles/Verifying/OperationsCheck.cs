using System.Globalization;
using Ensembles.Findings;

namespace Ensembles.Verifying;

/// <summary>
/// Every server does what servers are for, for every other: markers made and changed through each are read through all
/// after a sync, watches fire across servers, ephemeral nodes vanish with their session. Nothing less proves that an
/// ensemble commits (ZOOKEEPER-3829: a leader, followers, good figures, and no commit).
/// </summary>
internal static class OperationsCheck
{
    private const string Name = "real operations";

    public static async Task<Check> RunAsync(ReplicaSet replicas, VerificationOptions options, Deadline deadline)
    {
        if (options.ReadOnly)
        {
            return Check.Skipped(Name, "no znode may be written");
        }

        // What each server is by itself is measured while it waits for the others.
        var round = new MarkerRound(replicas.Live, deadline);
        var smoke = new SmokeRounds(replicas.Live, options, deadline).RunAsync();
        await Task.WhenAll(round.RunAsync(), smoke);
        var lasting = round.Lasting.ToHashSet();
        var alone = (await smoke).Where(fault => lasting.Contains(fault.Key))
            .Select(fault => $"{fault.Key.Name} could not go on: {fault.Value}");
        string[] faults = [.. replicas.Unreached, .. round.Faults, .. alone];
        if (faults.Length > 0)
        {
            return Check.Failed(
                CheckCodes.Operations,
                Name, $"{Count.Of(faults.Length, "finding")} on {Count.Of(replicas.All.Length, "server")}", faults);
        }

        var latency = LatencyFigures.Of(replicas.Live.SelectMany(replica => replica.Smoke.Requests))!;
        return Check.Passed(
            Name,
            $"markers through {Count.Of(replicas.Live.Length, "server")}, each read through all; " +
            "watches and ephemeral nodes: " +
            $"{Count.Of(latency.Count, "operation")}, median {Milliseconds(latency.Median)}, " +
            $"99 % within {Milliseconds(latency.Percentile99)}");
    }

    private static string Milliseconds(TimeSpan span) =>
        span.TotalMilliseconds.ToString("0.0 ms", CultureInfo.InvariantCulture);
}
