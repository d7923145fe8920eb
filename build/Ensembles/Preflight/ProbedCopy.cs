namespace Ensembles.Preflight;

/// <summary>What a safety copy of a server's newest data takes of the disk of its data.</summary>
/// <param name="KiB">Of the copy; what is linked or shares its blocks is not counted.</param>
/// <param name="Next">KiB that its next snapshot takes at most: the newest one and the logs since.</param>
/// <param name="Kept">KiB of the copies that the suite keeps there.</param>
public sealed record ProbedCopy(long KiB, long Next, long Kept);
