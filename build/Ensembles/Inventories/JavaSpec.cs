using System.Collections.Immutable;

namespace Ensembles.Inventories;

/// <summary>The Java machine that a server runs in.</summary>
public sealed record JavaSpec
{
    /// <summary>JAVA_HOME on the hosts; null: what is found there.</summary>
    public string? Home { get; init; }

    /// <summary>Maximum heap, as <c>-Xmx</c> takes it: <c>512m</c>, <c>1g</c>. Default 1g.</summary>
    public required string Heap { get; init; }

    /// <summary>
    /// Each one word of printable ASCII without blanks and wildcards: zkServer.sh splits and expands them.
    /// </summary>
    public required ImmutableArray<string> Flags { get; init; }
}
