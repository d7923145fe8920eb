using System.Collections.Immutable;
using Ensembles.Planning;

namespace Ensembles.Rollouts;

/// <summary>One executed step.</summary>
/// <param name="Started">Since the start of the run.</param>
/// <param name="Failure">Null when its gate was passed.</param>
/// <param name="Interrupted">It was left because the run was to end; what it began goes on by itself.</param>
public sealed record StepRecord(Step Step, TimeSpan Started, TimeSpan Took, string? Failure, bool Interrupted = false);

/// <summary>Is told what a rollout does.</summary>
public interface IRolloutWatcher
{
    void Begins(Step step);

    void Ended(StepRecord record);
}

/// <summary>Tells several watchers, in this order.</summary>
public sealed class RolloutWatchers(params ImmutableArray<IRolloutWatcher> watchers) : IRolloutWatcher
{
    public void Begins(Step step)
    {
        foreach (var watcher in watchers)
        {
            watcher.Begins(step);
        }
    }

    public void Ended(StepRecord record)
    {
        foreach (var watcher in watchers)
        {
            watcher.Ended(record);
        }
    }
}
