using Ensembles.Inventories;

namespace Ensembles.Rollouts;

/// <summary>
/// How long a condition of a gate is waited for: what a server may need to find its leader and take over the data, and
/// never less than a minute and a half.
/// </summary>
public static class GateDeadline
{
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(90);

    /// <summary>
    /// A LOOKING server may wait 60 s before it looks again (FastLeaderElection.maxNotificationInterval).
    /// </summary>
    private static readonly TimeSpan Looking = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Bytes in a second that a server takes in at the least: one gigabit, or a slow disk. Twice: a joiner gets the data
    /// and writes them as a snapshot, a member that comes back reads its own and what it lacks.
    /// </summary>
    private const double Rate = (50 << 20) / 2.0;

    /// <param name="bytes">Of snapshots and logs of the server that holds the most.</param>
    public static TimeSpan Of(SettingsSpec settings, long bytes)
    {
        // The leader drops a learner that has not taken over the data within initLimit.
        var needed = Looking + TimeSpan.FromMilliseconds((double)settings.InitLimit * settings.TickTime)
            + TimeSpan.FromSeconds(bytes / Rate);
        return needed > Least ? needed : Least;
    }
}
