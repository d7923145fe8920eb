namespace ZooKeeper.Wire.Messages;

/// <summary>The first message on a connection, without a header (zookeeper.jute, ConnectRequest).</summary>
/// <param name="LastZxidSeen">A server that knows less closes the connection without a reply.</param>
/// <param name="SessionId">0 asks for a new session.</param>
internal sealed record ConnectRequest(long LastZxidSeen, int TimeoutMilliseconds, long SessionId, byte[] Password)
{
    public Memory<byte> ToFrame()
    {
        var writer = new JuteWriter();
        writer.Int(0); // protocolVersion: there has only been this one
        writer.Long(LastZxidSeen);
        writer.Int(TimeoutMilliseconds);
        writer.Long(SessionId);
        writer.Buffer(Password);
        writer.Bool(false); // readOnly: a server without a quorum shall refuse us
        return writer.ToFrame();
    }
}
