using System.Collections.Immutable;

namespace ZooKeeper.Client;

/// <summary>Names of a node's children, without the path, in no order; and the parent's own stat.</summary>
public sealed record Children(ImmutableArray<string> Names, Stat Stat);
