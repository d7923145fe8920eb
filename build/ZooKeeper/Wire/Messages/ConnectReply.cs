namespace ZooKeeper.Wire.Messages;

/// <summary>The answer to <see cref="ConnectRequest"/>, without a header (zookeeper.jute, ConnectResponse).</summary>
/// <param name="TimeoutMilliseconds">0: the session that was asked for has expired, or never was.</param>
internal sealed record ConnectReply(int TimeoutMilliseconds, long SessionId, byte[] Password)
{
    public static ConnectReply Read(ReadOnlySpan<byte> frame)
    {
        var reader = new JuteReader(frame);
        reader.Int(); // protocolVersion
        var reply = new ConnectReply(reader.Int(), reader.Long(), reader.Buffer().ToArray());
        if (reader.Remaining > 0)
        {
            reader.Bool(); // readOnly; servers leave it out for clients that did not send theirs
        }

        reader.End();
        return reply;
    }
}
