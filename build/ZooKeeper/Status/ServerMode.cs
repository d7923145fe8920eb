namespace ZooKeeper.Status;

/// <summary>What a server says it is.</summary>
public enum ServerMode
{
    Leader,
    Follower,
    Observer,
    Standalone,
    ReadOnly,

    /// <summary>Running, but looking for a leader or still taking over its data.</summary>
    NotServing,
}
