using Cake.Core;

namespace Cake.Frosting;

/// <inheritdoc cref="IFrostingTaskLifetime"/>
public abstract class FrostingTaskLifetime : FrostingTaskLifetime<ICakeContext>;

/// <inheritdoc cref="IFrostingTaskLifetime"/>
/// <typeparam name="TContext">The host's context.</typeparam>
public abstract class FrostingTaskLifetime<TContext> : IFrostingTaskLifetime
    where TContext : ICakeContext
{
    /// <inheritdoc cref="IFrostingTaskSetup.Setup"/>
    public abstract void Setup(TContext context, ITaskSetupContext info);

    /// <inheritdoc cref="IFrostingTaskTeardown.Teardown"/>
    public abstract void Teardown(TContext context, ITaskTeardownContext info);

    void IFrostingTaskSetup.Setup(ICakeContext context, ITaskSetupContext info) =>
        Setup(ContextCast.To<TContext>(context, GetType()), info);

    void IFrostingTaskTeardown.Teardown(ICakeContext context, ITaskTeardownContext info) =>
        Teardown(ContextCast.To<TContext>(context, GetType()), info);
}
