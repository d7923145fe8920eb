using System.Globalization;
using Ensembles.Membership;
using Ensembles.Observing.Processes;

namespace Ensembles.Rollouts;

/// <summary>
/// How far a server is that takes over the data, or reads its own, before it serves: told to people, and the reason to go
/// on waiting for it. It keeps what it gets in memory first (Learner.syncWithLeader), and then writes it as a snapshot.
/// </summary>
/// <param name="expected">
/// Bytes of snapshots and logs of the server that holds the most: what the tree itself takes is no more.
/// </param>
internal sealed class DataIntake(long expected, TimeProvider clock)
{
    /// <summary>
    /// A server that reads on beyond all that there is begins again and again: that is no way to an end.
    /// </summary>
    private const double Most = 2;

    /// <summary>Bytes between two readings that are more than questions and heartbeats.</summary>
    private const long Some = 64 << 10;

    private (long Taken, long Written, long At)? last;

    /// <summary><c>243.0 MiB of up to 512.6 MiB taken in, 15.3 MiB in a second</c>; null before two readings.</summary>
    public string? Told { get; private set; }

    /// <summary>Notes a reading.</summary>
    /// <returns>It has taken in more data since the last one, and can come to an end.</returns>
    public bool Note(RunningServer process)
    {
        var now = (Taken: process.Taken ?? 0, Written: process.SnapshotWritten, At: clock.GetTimestamp());
        var before = last;
        last = now;
        if (before is not { } then)
        {
            return false;
        }

        var (taken, written) = (now.Taken - then.Taken, now.Written - then.Written);
        var seconds = clock.GetElapsedTime(then.At, now.At).TotalSeconds;
        Told = now.Written > 0
            ? $"{Size(now.Written)} of a snapshot written{Rate(written, seconds)}"
            : now.Taken > 0 ? $"{Size(now.Taken)} of up to {Size(expected)} taken in{Rate(taken, seconds)}" : null;
        return Math.Max(taken, written) >= Some && Math.Max(now.Taken, now.Written) <= Most * expected;
    }

    private static string Rate(long bytes, double seconds) => bytes < Some || seconds <= 0 ? ""
        : string.Create(CultureInfo.InvariantCulture, $", {bytes / seconds / (1 << 20):0.0} MiB/s");

    private static string Size(long bytes) => DataHolding.Size(bytes);
}
