using Cake.Core;

namespace Cake.Frosting;

/// <inheritdoc cref="IFrostingTaskSetup"/>
public abstract class FrostingTaskSetup : FrostingTaskSetup<ICakeContext>;

/// <inheritdoc cref="IFrostingTaskSetup"/>
/// <typeparam name="TContext">The host's context.</typeparam>
public abstract class FrostingTaskSetup<TContext> : IFrostingTaskSetup
    where TContext : ICakeContext
{
    /// <inheritdoc cref="IFrostingTaskSetup.Setup"/>
    public abstract void Setup(TContext context, ITaskSetupContext info);

    void IFrostingTaskSetup.Setup(ICakeContext context, ITaskSetupContext info) =>
        Setup(ContextCast.To<TContext>(context, GetType()), info);
}
