using Cake.Core;

namespace Cake.Frosting;

internal static class ContextCast
{
    /// <exception cref="FrostingException">The host's context is of another type than the lifetime wants.</exception>
    public static TContext To<TContext>(ICakeContext context, Type lifetime) => context is TContext wanted
        ? wanted
        : throw new FrostingException(
            $"{lifetime.Name} wants the context {typeof(TContext).Name}, but the host has {context.GetType().Name}: " +
            $"give the host UseContext<{typeof(TContext).Name}>().");
}
