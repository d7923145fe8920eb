using ZooKeeper.Client;

namespace ZooKeeper.Wire.Messages;

/// <summary>Opens every message from the server but the first (zookeeper.jute, ReplyHeader).</summary>
/// <param name="Zxid">The newest transaction the server had applied; -1 in notifications.</param>
internal readonly record struct ReplyHeader(int Xid, long Zxid, ErrorCode Error)
{
    public static ReplyHeader Read(ref JuteReader reader) => new(reader.Int(), reader.Long(), (ErrorCode)reader.Int());
}
