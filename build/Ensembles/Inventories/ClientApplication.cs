using System.Collections.Immutable;

namespace Ensembles.Inventories;

/// <summary>An application that uses the ensemble, and the znode that is its root.</summary>
/// <param name="Name">One of <see cref="Names"/>.</param>
/// <param name="Chroot">An absolute path of znodes; <c>/</c>: the whole tree.</param>
public sealed record ClientApplication(string Name, string Chroot)
{
    /// <summary>Those whose configuration the suite can write, in the order of the inventory's schema.</summary>
    public static ImmutableArray<string> Names { get; } = ["kafka", "storm", "hbase", "solr", "clickhouse"];
}
