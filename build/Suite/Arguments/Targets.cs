using System.Collections.Immutable;

namespace Suite.Arguments;

/// <summary>The targets that there are: the suite's own, and those of an assembly that builds on it.</summary>
/// <param name="Own">In the order of the help.</param>
internal sealed record Targets(ImmutableArray<string> Own, ImmutableArray<string> Foreign)
{
    /// <summary>For each of the suite's own targets all that run before it.</summary>
    private IReadOnlyDictionary<string, ImmutableArray<string>> Before { get; init; } = ImmutableDictionary<string, ImmutableArray<string>>.Empty;

    public static Targets Loaded()
    {
        var suite = typeof(Targets).Assembly;
        var own = TargetList.In(suite);
        return new(
            [.. own.Select(target => target.Name)],
            [.. AppDomain.CurrentDomain.GetAssemblies()
                .Where(other => other.GetReferencedAssemblies().Any(name => name.Name == suite.GetName().Name))
                .SelectMany(TargetList.In).Select(target => target.Name)])
        {
            Before = own.ToDictionary(target => target.Name, target => AllBefore(target, own)),
        };
    }

    /// <summary>Reads a command line on which these targets may stand.</summary>
    public ArgumentReader Reader() => new(ArgumentList.For(Own), Foreign, Before);

    private static ImmutableArray<string> AllBefore(Target target, IReadOnlyList<Target> own) =>
    [
        .. target.After.Concat(target.After.SelectMany(name => AllBefore(own.First(one => one.Name == name), own))).Distinct(),
    ];
}
