using System.Collections.Immutable;

namespace Lab;

/// <summary>How the servers of a <see cref="RealEnsemble"/> are configured.</summary>
public sealed record RealEnsembleOptions
{
    /// <summary>
    /// Membership in a dynamic file, reconfiguration allowed, no standalone mode: one server is a quorum of one.
    /// </summary>
    public bool Dynamic { get; init; }

    /// <summary>Further keys of zoo.cfg; they win over the lab's own.</summary>
    public ImmutableDictionary<string, string> Settings { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Milliseconds: short, so that elections are. Default 500.</summary>
    public int TickTime { get; init; } = 500;

    /// <summary>The password of the digest identity <c>super</c>; null: there is none.</summary>
    public string? SuperPassword { get; init; }

    /// <summary>The Java runtime; null: the one that all tests share.</summary>
    public string? JavaHome { get; init; }

    /// <summary>Options for java beside the lab's own.</summary>
    public ImmutableArray<string> JavaFlags { get; init; } = [];
}
