using System.Collections.Concurrent;

namespace Ensembles.HostAccess;

/// <summary>
/// Where the time of a run went, by part. Work on several hosts at once counts once; parts that overlap count each, so
/// that all parts together may be more than the run.
/// </summary>
public sealed class PartTimes(TimeProvider clock)
{
    private readonly ConcurrentBag<(RunPart Part, long From, long To)> works = [];

    /// <summary>How long some work of a part was under way.</summary>
    public TimeSpan this[RunPart part]
    {
        get
        {
            var (took, until) = (TimeSpan.Zero, long.MinValue);
            foreach (var (_, from, to) in works.Where(work => work.Part == part).OrderBy(work => work.From))
            {
                took += to <= until ? TimeSpan.Zero : clock.GetElapsedTime(Math.Max(from, until), to);
                until = Math.Max(until, to);
            }

            return took;
        }
    }

    /// <summary>Does work of a part and notes its time, also where it fails.</summary>
    public async Task<T> DuringAsync<T>(RunPart part, Func<Task<T>> work)
    {
        var began = clock.GetTimestamp();
        try
        {
            return await work();
        }
        finally
        {
            works.Add((part, began, clock.GetTimestamp()));
        }
    }

    /// <inheritdoc cref="DuringAsync{T}"/>
    public Task DuringAsync(RunPart part, Func<Task> work) => DuringAsync(part, async () =>
    {
        await work();
        return true;
    });
}
