using ZooKeeper.Wire;
using ZooKeeper.Wire.Messages;

namespace ZooKeeper.Client.Sessions;

/// <summary>A request on its way: written when it was made, numbered when it is sent, finished once.</summary>
internal abstract class PendingCall(OpCode op, string? path, Memory<byte> frame)
{
    public OpCode Op => op;

    public string? Path => path;

    public ReadOnlyMemory<byte> Frame => frame;

    public int Xid { get; private set; }

    /// <summary>No caller waits for it any more: not worth sending.</summary>
    public abstract bool Abandoned { get; }

    /// <summary>Called right before it is sent.</summary>
    public void Number(int xid)
    {
        Xid = xid;
        RequestFrame.SetXid(frame, xid);
    }

    /// <summary>Finishes it with the server's answer.</summary>
    /// <exception cref="ZooKeeperProtocolException">The body is no reply to this request, which stays open.</exception>
    public abstract void Answer(ErrorCode error, ref JuteReader body, HostPort server);

    public abstract void Fail(Exception reason);
}
