namespace ZooKeeper.Client;

/// <summary>How a node is made; values are those of the wire (CreateMode.toFlag).</summary>
public enum CreateMode
{
    Persistent = 0,

    /// <summary>Lives as long as the session.</summary>
    Ephemeral = 1,

    /// <summary>Ten digits that only grow are added to the name.</summary>
    PersistentSequential = 2,

    EphemeralSequential = 3,
}
