using Ensembles.Findings;
using static Ensembles.Preflight.PreflightScope;

namespace Ensembles.Preflight;

/// <summary>
/// A joiner copies the data within <c>initLimit</c> ticks, or the leader drops it and it begins anew, for ever
/// (LearnerHandler, Learner.syncWithLeader).
/// </summary>
internal static class SyncChecks
{
    /// <summary>
    /// MiB in a second that a joiner takes in at the least: sent over a link of one gigabit, read, and written to its
    /// disk as a snapshot.
    /// </summary>
    private const int Rate = 50;

    public static IEnumerable<Finding> Of(PreflightScope scope)
    {
        var settings = scope.Inventory.Settings;
        var (mebibytes, limit) = (scope.DataKiB >> 10, (long)settings.InitLimit * settings.TickTime);
        var needs = mebibytes * 1000 / Rate;
        if (needs <= limit)
        {
            yield break;
        }

        foreach (var probe in scope.Probes)
        {
            foreach (var server in probe.Servers.Where(server =>
                !probe.Pids.ContainsKey(server.Id) && probe.Sizes.GetValueOrDefault(server.Id) == 0))
            {
                yield return Warning(HostCodes.SyncTooSlow, probe, server,
                    $"it copies up to {mebibytes} MiB, and initLimit gives it {limit / 1000} s: enough for " +
                    $"{limit * Rate / 1000} MiB on a slow disk or network",
                    $"raise settings.initLimit, to {(needs * 2 / settings.TickTime) + 1} for instance, in a rollout " +
                    "of its own before this one");
            }
        }
    }
}
