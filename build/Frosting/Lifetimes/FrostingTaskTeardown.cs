using Cake.Core;

namespace Cake.Frosting;

/// <inheritdoc cref="IFrostingTaskTeardown"/>
public abstract class FrostingTaskTeardown : FrostingTaskTeardown<ICakeContext>;

/// <inheritdoc cref="IFrostingTaskTeardown"/>
/// <typeparam name="TContext">The host's context.</typeparam>
public abstract class FrostingTaskTeardown<TContext> : IFrostingTaskTeardown
    where TContext : ICakeContext
{
    /// <inheritdoc cref="IFrostingTaskTeardown.Teardown"/>
    public abstract void Teardown(TContext context, ITaskTeardownContext info);

    void IFrostingTaskTeardown.Teardown(ICakeContext context, ITaskTeardownContext info) =>
        Teardown(ContextCast.To<TContext>(context, GetType()), info);
}
