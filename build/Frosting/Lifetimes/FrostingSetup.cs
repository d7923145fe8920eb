using Cake.Core;

namespace Cake.Frosting;

/// <inheritdoc cref="IFrostingSetup"/>
public abstract class FrostingSetup : FrostingSetup<ICakeContext>;

/// <inheritdoc cref="IFrostingSetup"/>
/// <typeparam name="TContext">The host's context.</typeparam>
public abstract class FrostingSetup<TContext> : IFrostingSetup
    where TContext : ICakeContext
{
    /// <inheritdoc cref="IFrostingSetup.Setup"/>
    public abstract void Setup(TContext context, ISetupContext info);

    void IFrostingSetup.Setup(ICakeContext context, ISetupContext info) =>
        Setup(ContextCast.To<TContext>(context, GetType()), info);
}
