using Cake.Core;

namespace Cake.Frosting;

/// <inheritdoc cref="IFrostingTeardown"/>
public abstract class FrostingTeardown : FrostingTeardown<ICakeContext>;

/// <inheritdoc cref="IFrostingTeardown"/>
/// <typeparam name="TContext">The host's context.</typeparam>
public abstract class FrostingTeardown<TContext> : IFrostingTeardown
    where TContext : ICakeContext
{
    /// <inheritdoc cref="IFrostingTeardown.Teardown"/>
    public abstract void Teardown(TContext context, ITeardownContext info);

    void IFrostingTeardown.Teardown(ICakeContext context, ITeardownContext info) =>
        Teardown(ContextCast.To<TContext>(context, GetType()), info);
}
