namespace ZooKeeper.Client;

/// <summary>A node just made.</summary>
/// <param name="Path">With the number that a sequential mode added.</param>
public sealed record CreatedNode(string Path, Stat Stat);
