using Cake.Core;

namespace Cake.Frosting;

/// <summary>What happens after each task.</summary>
public interface IFrostingTaskTeardown
{
    /// <summary>Runs also when the task or its setup failed, and for a skipped task.</summary>
    void Teardown(ICakeContext context, ITaskTeardownContext info);
}
