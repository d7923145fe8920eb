namespace ZooKeeper.Client;

/// <summary>Why a watch fired. A watch fires at most once.</summary>
public sealed record WatchEvent(WatchEventType Type, string Path);

/// <summary>Values are those of the wire (Watcher.Event.EventType).</summary>
public enum WatchEventType
{
    /// <summary>The session has ended (expired or refused): the watch can never fire.</summary>
    SessionEnded = -1,
    NodeCreated = 1,
    NodeDeleted = 2,
    NodeDataChanged = 3,
    NodeChildrenChanged = 4,
}
