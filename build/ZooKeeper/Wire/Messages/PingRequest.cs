namespace ZooKeeper.Wire.Messages;

/// <summary>A header alone: keeps the session alive, and is answered.</summary>
internal static class PingRequest
{
    public static ReadOnlyMemory<byte> Frame { get; } = RequestFrame.Of(Xid.Ping, OpCode.Ping);
}
