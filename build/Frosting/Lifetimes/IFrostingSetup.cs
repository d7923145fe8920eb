using Cake.Core;

namespace Cake.Frosting;

/// <summary>What happens once, before the first task.</summary>
public interface IFrostingSetup
{
    /// <summary>When it fails, no task runs, but the teardown does.</summary>
    void Setup(ICakeContext context, ISetupContext info);
}
