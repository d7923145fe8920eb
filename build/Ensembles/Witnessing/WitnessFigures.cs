using System.Collections.Immutable;

namespace Ensembles.Witnessing;

/// <summary>What the sessions of a witness have seen, in a few numbers.</summary>
/// <param name="Operations">Writes and reads, whatever their outcome.</param>
/// <param name="Writes">Acknowledged ones: those that must not be lost.</param>
/// <param name="Failed">Operations that were not acknowledged, the unknown ones included.</param>
/// <param name="Unknown">Of those: writes whose connection was lost before an answer.</param>
/// <param name="Contradicted">Of those: reads that did not show what had been acknowledged.</param>
/// <param name="LongestGap">Null until a session has had an operation acknowledged.</param>
/// <param name="SessionsLost">Sessions that expired and were replaced.</param>
/// <param name="Rate">Acknowledged operations per second, all sessions together, during the last second.</param>
public sealed record WitnessFigures(
    TimeSpan Elapsed, long Operations, long Writes, long Failed, long Unknown, long Contradicted, Gap? LongestGap,
    int SessionsLost, double Rate)
{
    internal static WitnessFigures Of(ImmutableArray<SessionTally> sessions, TimeSpan now) => new(
        now,
        sessions.Sum(session => session.Operations),
        sessions.Sum(session => session.Writes),
        sessions.Sum(session => session.Failed),
        sessions.Sum(session => session.Unknown),
        sessions.Sum(session => session.Contradicted),
        sessions.Select(session => session.LongestGap(now)).MaxBy(gap => gap?.Length),
        sessions.Sum(session => session.Lost),
        sessions.Sum(session => session.Recent));
}
