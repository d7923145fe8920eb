using Cake.Core;

namespace Cake.Frosting;

/// <summary>What happens once, after the last task.</summary>
public interface IFrostingTeardown
{
    /// <summary>Runs also when the setup or a task failed.</summary>
    void Teardown(ICakeContext context, ITeardownContext info);
}
