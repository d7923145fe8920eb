using Cake.Core;

namespace Cake.Frosting;

/// <summary>What happens before each task.</summary>
public interface IFrostingTaskSetup
{
    /// <summary>When it fails, the task does not run, but its teardown does.</summary>
    void Setup(ICakeContext context, ITaskSetupContext info);
}
