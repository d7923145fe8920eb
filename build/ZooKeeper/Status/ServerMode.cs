namespace ZooKeeper.Status;

/// <summary>What a server says it is.</summary>
public enum ServerMode
{
    Leader,
    Follower,
    Observer,
    Standalone,

    /// <summary>
    /// Reads of what it has, for clients that ask for no more: it has no majority behind it (ReadOnlyZooKeeperServer, with
    /// <c>-Dreadonlymode.enabled=true</c>).
    /// </summary>
    ReadOnly,

    /// <summary>Running, but looking for a leader or still taking over its data.</summary>
    NotServing,
}

/// <summary>What follows from a mode.</summary>
public static class ServerModes
{
    /// <summary>It takes part in an ensemble that takes writes, or is one by itself.</summary>
    public static bool Serves(this ServerMode mode) => mode is not (ServerMode.NotServing or ServerMode.ReadOnly);
}
