namespace ZooKeeper.Client;

/// <summary>What a server knows of a node besides its data (zookeeper.jute, Stat).</summary>
/// <param name="Czxid">Transaction that created the node.</param>
/// <param name="Mzxid">Transaction that last changed its data.</param>
/// <param name="Ctime">Milliseconds since 1970, on the leader's clock.</param>
/// <param name="Mtime">Milliseconds since 1970, on the leader's clock.</param>
/// <param name="Version">Changes of the data.</param>
/// <param name="Cversion">Changes of the list of children.</param>
/// <param name="Aversion">Changes of the ACL.</param>
/// <param name="EphemeralOwner">Session that the node lives with; 0 for a persistent node.</param>
/// <param name="DataLength">Bytes.</param>
/// <param name="Pzxid">Transaction that last changed the list of children.</param>
public sealed record Stat(
    long Czxid, long Mzxid, long Ctime, long Mtime, int Version, int Cversion, int Aversion,
    long EphemeralOwner, int DataLength, int NumChildren, long Pzxid);
