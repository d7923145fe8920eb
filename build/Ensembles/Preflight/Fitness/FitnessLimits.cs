using System.Globalization;
using Ensembles.Inventories;

namespace Ensembles.Preflight.Fitness;

/// <summary>From where on a host is not fit, by the inventory's own tickTime, syncLimit and limits of connections.</summary>
/// <param name="UsualWrite">A fifth of <see cref="LongWrite"/>: the usual write at the transaction log. Default 20 ms.</param>
/// <param name="LongWrite">
/// A hundredth of tickTime times syncLimit, after which a follower is dropped: the longest write of a look. Default 100 ms.
/// </param>
/// <param name="DangerousWrite">Five times that, as the usual write: every twentieth part of that time. Default 500 ms.</param>
/// <param name="Skew">Half a tick between the clocks of two hosts, and a second at the least. Default 1 s.</param>
/// <param name="Files">Files that a server must be able to open.</param>
public sealed record FitnessLimits(TimeSpan UsualWrite, TimeSpan LongWrite, TimeSpan DangerousWrite, TimeSpan Skew, long Files)
{
    /// <summary>Of connections without a limit of their own: a server of some size, and those between servers.</summary>
    private const int UsualFiles = 4096;

    /// <summary>Jars, logs, sockets between servers, a snapshot that is written.</summary>
    private const int OwnFiles = 200;

    public static FitnessLimits Of(SettingsSpec settings)
    {
        var slow = TimeSpan.FromMilliseconds(settings.SlowDisk);
        int connections = int.TryParse(settings.Values.GetValueOrDefault("maxCnxns"), CultureInfo.InvariantCulture, out int most) ? most : 0;
        return new(slow / 5, slow, slow * 5,
            TimeSpan.FromMilliseconds(Math.Max(1000, settings.TickTime / 2)),
            connections > 0 ? connections + OwnFiles : UsualFiles);
    }
}
