using System.Collections.Immutable;

namespace Suite.Arguments;

/// <summary>The targets that there are: the suite's own, and those of an assembly that builds on it.</summary>
/// <param name="Own">In the order of the help.</param>
internal sealed record Targets(ImmutableArray<string> Own, ImmutableArray<string> Foreign)
{
    public static Targets Loaded()
    {
        var suite = typeof(Targets).Assembly;
        return new(
            [.. TargetList.In(suite).Select(target => target.Name)],
            [.. AppDomain.CurrentDomain.GetAssemblies()
                .Where(other => other.GetReferencedAssemblies().Any(name => name.Name == suite.GetName().Name))
                .SelectMany(TargetList.In).Select(target => target.Name)]);
    }

    /// <summary>Reads a command line on which these targets may stand.</summary>
    public ArgumentReader Reader() => new(ArgumentList.For(Own), Foreign);
}
