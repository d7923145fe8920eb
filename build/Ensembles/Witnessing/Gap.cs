using ZooKeeper;

namespace Ensembles.Witnessing;

/// <summary>
/// A time in which one session had nothing acknowledged: from the end of one acknowledged operation to the end of the
/// next, the session's own pause between operations included.
/// </summary>
/// <param name="Start">Since the start of the run.</param>
/// <param name="Session">Index of the session.</param>
/// <param name="Before">Server that acknowledged last.</param>
/// <param name="After">Server that acknowledged next; null while the gap is open.</param>
public sealed record Gap(TimeSpan Length, TimeSpan Start, int Session, HostPort? Before, HostPort? After)
{
    public TimeSpan End => Start + Length;
}
