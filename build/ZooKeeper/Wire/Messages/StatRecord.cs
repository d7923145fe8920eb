using ZooKeeper.Client;

namespace ZooKeeper.Wire.Messages;

/// <summary>A <see cref="Stat"/> on the wire: 68 bytes (zookeeper.jute, Stat).</summary>
internal static class StatRecord
{
    public static Stat Read(ref JuteReader reader) => new(
        reader.Long(), reader.Long(), reader.Long(), reader.Long(), reader.Int(), reader.Int(), reader.Int(),
        reader.Long(), reader.Int(), reader.Int(), reader.Long());
}
