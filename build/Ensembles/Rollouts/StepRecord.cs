using Ensembles.Planning;

namespace Ensembles.Rollouts;

/// <summary>One executed step.</summary>
/// <param name="Started">Since the start of the run.</param>
/// <param name="Failure">Null when its gate was passed.</param>
public sealed record StepRecord(Step Step, TimeSpan Started, TimeSpan Took, string? Failure);

/// <summary>Is told what a rollout does.</summary>
public interface IRolloutWatcher
{
    void Begins(Step step);

    void Ended(StepRecord record);
}
