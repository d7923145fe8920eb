using System.Collections.Immutable;
using ZooKeeper;
using ZooKeeper.Status;

namespace Ensembles.Verifying;

/// <summary>What a verification found.</summary>
public sealed record VerificationReport(
    ImmutableArray<Check> Checks, ImmutableArray<VerifiedServer> Servers, TimeSpan Took)
{
    /// <summary>No check failed. Warnings and skipped checks do not count.</summary>
    public bool Passed => Failures.IsEmpty;

    public ImmutableArray<Check> Failures => [.. Checks.Where(check => check.Outcome == CheckOutcome.Failed)];
}

/// <summary>One server, as it was at the end of the verification. Counts are information, never proof.</summary>
/// <param name="Mode">Null when it did not answer.</param>
/// <param name="Zxid">The last transaction applied there.</param>
/// <param name="Latency">Of the verification's own operations there; null when there were none.</param>
/// <param name="MissingWrites">
/// Acknowledged writes of the witness that this server lacks or shows changed; null when that was not looked at.
/// </param>
/// <param name="Fault">Why it could not be verified; null when it could.</param>
public sealed record VerifiedServer(
    int Id, HostPort Address, ServerMode? Mode, Zxid Zxid, Version? Version, long Znodes, long Connections,
    long Outstanding, LatencyFigures? Latency, int? MissingWrites, string? Fault)
{
    /// <summary>What the server was made to do, operation by operation; empty where nothing might be written.</summary>
    public ImmutableArray<SmokeResult> Smoke { get; init; } = [];
}

/// <summary>How long operations took.</summary>
/// <param name="Percentile95">By nearest rank.</param>
/// <param name="Percentile99">By nearest rank: the longest one, for fewer than a hundred operations.</param>
public sealed record LatencyFigures(
    int Count, TimeSpan Median, TimeSpan Percentile95, TimeSpan Percentile99, TimeSpan Longest)
{
    /// <returns>Null when there are none.</returns>
    internal static LatencyFigures? Of(IEnumerable<TimeSpan> durations)
    {
        TimeSpan[] sorted = [.. durations.Order()];
        return sorted.Length == 0 ? null : new(sorted.Length, Rank(0.5), Rank(0.95), Rank(0.99), sorted[^1]);

        TimeSpan Rank(double share) => sorted[(int)Math.Ceiling(share * sorted.Length) - 1];
    }
}
