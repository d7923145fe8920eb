using Cake.Core;

namespace Cake.Frosting;

/// <summary>A unit of work. Most tasks derive from <see cref="FrostingTask{T}"/> or its asynchronous sibling.</summary>
public interface IFrostingTask
{
    /// <summary>
    /// Why the task was skipped, shown when <see cref="ShouldRun"/> is false. A task says more than nothing by naming
    /// this interface among its own and declaring the property.
    /// </summary>
    string SkippedMessage => string.Empty;

    Task RunAsync(ICakeContext context);

    bool ShouldRun(ICakeContext context);

    /// <summary>Runs when the task fails. The failure counts as handled unless this throws.</summary>
    void OnError(Exception exception, ICakeContext context);

    /// <summary>Runs after the task, whether it failed or not.</summary>
    void Finally(ICakeContext context);
}
