using System.Buffers.Binary;

namespace ZooKeeper.Wire.Messages;

/// <summary>A request behind its header (zookeeper.jute, RequestHeader), whose number may be set later.</summary>
internal static class RequestFrame
{
    public static Memory<byte> Of(int xid, OpCode op, Action<JuteWriter>? body = null, int sizeHint = 128)
    {
        var writer = new JuteWriter(sizeHint);
        writer.Int(xid);
        writer.Int((int)op);
        body?.Invoke(writer);
        return writer.ToFrame();
    }

    /// <summary>Requests are numbered in the order they are sent, which is known only then.</summary>
    public static void SetXid(Memory<byte> frame, int xid) =>
        BinaryPrimitives.WriteInt32BigEndian(frame.Span[sizeof(int)..], xid);
}
