using System.Diagnostics;

namespace Ensembles.Witnessing;

/// <summary>The monotonic clock that all sessions of a run share.</summary>
internal sealed class RunClock
{
    public DateTimeOffset Started { get; private set; } = DateTimeOffset.UtcNow;

    /// <summary>As <see cref="Stopwatch.GetTimestamp"/> gave it at the start.</summary>
    public long Timestamp { get; private set; } = Stopwatch.GetTimestamp();

    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(Timestamp);

    /// <summary>Before the first operation only.</summary>
    public void Restart() => (Started, Timestamp) = (DateTimeOffset.UtcNow, Stopwatch.GetTimestamp());
}
