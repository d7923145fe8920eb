using ZooKeeper.Wire.Messages;

namespace ZooKeeper.Client.Sessions;

/// <summary>What a watch was set by; decides which events end it (ZKWatchManager).</summary>
internal enum WatchKind
{
    Data,
    Exist,
    Child,
}

/// <summary>The watches of a session: the server forgets them with the connection, the session does not.</summary>
internal sealed class WatchTable
{
    /// <summary>Bytes of paths in one message: servers refuse more than 1 MB (ClientCnxn.SET_WATCHES_MAX_LENGTH).</summary>
    private const int BatchBytes = 128 * 1024;

    private readonly Lock gate = new();
    private readonly Dictionary<(WatchKind Kind, string Path), HashSet<Action<WatchEvent>>> watches = [];

    public void Add(WatchKind kind, string path, Action<WatchEvent> callback)
    {
        lock (gate)
        {
            if (!watches.TryGetValue((kind, path), out var callbacks))
            {
                watches[(kind, path)] = callbacks = [];
            }

            callbacks.Add(callback);
        }
    }

    /// <summary>Removes the watches that an event ends; each callback is given once.</summary>
    public IReadOnlyCollection<Action<WatchEvent>> Take(WatchEvent happened)
    {
        WatchKind[] kinds = happened.Type switch
        {
            WatchEventType.NodeCreated or WatchEventType.NodeDataChanged => [WatchKind.Data, WatchKind.Exist],
            WatchEventType.NodeDeleted => [WatchKind.Data, WatchKind.Exist, WatchKind.Child],
            WatchEventType.NodeChildrenChanged => [WatchKind.Child],
            _ => [],
        };
        HashSet<Action<WatchEvent>> taken = [];
        lock (gate)
        {
            foreach (var kind in kinds)
            {
                if (watches.Remove((kind, happened.Path), out var callbacks))
                {
                    taken.UnionWith(callbacks);
                }
            }
        }

        return taken;
    }

    /// <summary>Removes all of them.</summary>
    public IReadOnlyCollection<(string Path, Action<WatchEvent> Callback)> TakeAll()
    {
        lock (gate)
        {
            HashSet<(string, Action<WatchEvent>)> all =
                [.. watches.SelectMany(watch => watch.Value.Select(callback => (watch.Key.Path, callback)))];
            watches.Clear();
            return all;
        }
    }

    /// <summary>The messages that set all of them on a new connection.</summary>
    public IReadOnlyList<SetWatchesRequest> ToRequests(long relativeZxid)
    {
        (WatchKind Kind, string Path)[] keys;
        lock (gate)
        {
            keys = [.. watches.Keys];
        }

        List<SetWatchesRequest> requests = [];
        for (var start = 0; start < keys.Length;)
        {
            var end = start;
            for (var bytes = 0; end < keys.Length && bytes < BatchBytes; end++)
            {
                bytes += sizeof(int) + System.Text.Encoding.UTF8.GetByteCount(keys[end].Path);
            }

            var batch = keys[start..end].ToLookup(key => key.Kind, key => key.Path);
            requests.Add(new SetWatchesRequest(
                relativeZxid, [.. batch[WatchKind.Data]], [.. batch[WatchKind.Exist]], [.. batch[WatchKind.Child]]));
            start = end;
        }

        return requests;
    }
}
