namespace ZooKeeper.Wire;

/// <summary>The reply that is only a header.</summary>
internal readonly record struct Nothing;
