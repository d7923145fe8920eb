using Cake.Core;

namespace Cake.Frosting;

/// <inheritdoc cref="IFrostingLifetime"/>
public abstract class FrostingLifetime : FrostingLifetime<ICakeContext>;

/// <inheritdoc cref="IFrostingLifetime"/>
/// <typeparam name="TContext">The host's context.</typeparam>
public abstract class FrostingLifetime<TContext> : IFrostingLifetime
    where TContext : ICakeContext
{
    /// <inheritdoc cref="IFrostingSetup.Setup"/>
    public abstract void Setup(TContext context, ISetupContext info);

    /// <inheritdoc cref="IFrostingTeardown.Teardown"/>
    public abstract void Teardown(TContext context, ITeardownContext info);

    void IFrostingSetup.Setup(ICakeContext context, ISetupContext info) =>
        Setup(ContextCast.To<TContext>(context, GetType()), info);

    void IFrostingTeardown.Teardown(ICakeContext context, ITeardownContext info) =>
        Teardown(ContextCast.To<TContext>(context, GetType()), info);
}
