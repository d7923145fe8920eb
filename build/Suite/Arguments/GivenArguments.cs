using System.Collections.Immutable;

namespace Suite.Arguments;

/// <summary>What the command line and the environment say, checked and in the one spelling of each name and value.</summary>
internal sealed record GivenArguments
{
    /// <summary>Nothing was given.</summary>
    public static GivenArguments None { get; } = new();

    /// <summary>Values by the argument's name, in the order in which they were given.</summary>
    public ImmutableDictionary<string, ImmutableArray<string>> Values { get; init; } =
        ImmutableDictionary<string, ImmutableArray<string>>.Empty;

    /// <summary>Arguments of targets that are not the suite's, as they were given.</summary>
    public ImmutableArray<string> Foreign { get; init; } = [];

    /// <summary>The value; null where none was given. Of several the last.</summary>
    public string? Text(Argument argument) => Texts(argument) is [.., var last] ? last : null;

    /// <summary>All values; empty where none was given.</summary>
    public ImmutableArray<string> Texts(Argument argument) => Values.GetValueOrDefault(argument.Name, []);

    /// <summary>Said to be so, and plainly: nothing but <c>true</c> is.</summary>
    public bool Flag(Argument argument) => Text(argument) == "true";

    /// <summary>
    /// The arguments that the host has to read, as it wants them. The suite's own are left out: they have been read.
    /// </summary>
    public IReadOnlyList<string> ForHost =>
    [
        .. Flag(ArgumentList.Help)
            ? []
            : ArgumentList.All.Where(argument => argument.IsOfHost).SelectMany(Forms),
        .. Flag(ArgumentList.Help) ? [] : Foreign,
    ];

    private IEnumerable<string> Forms(Argument argument) => argument.IsFlag
        ? Flag(argument) ? [$"--{argument.Name}"] : []
        : Texts(argument).Select(value => $"--{argument.Name}={value}");
}
