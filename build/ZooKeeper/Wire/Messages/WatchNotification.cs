using ZooKeeper.Client;

namespace ZooKeeper.Wire.Messages;

/// <summary>A watch has fired (zookeeper.jute, WatcherEvent).</summary>
internal static class WatchNotification
{
    public static WatchEvent Read(ref JuteReader reader)
    {
        var type = (WatchEventType)reader.Int();
        reader.Int(); // state: the one that sends it is connected
        var path = reader.String();
        reader.End();
        return new WatchEvent(type, path);
    }
}
