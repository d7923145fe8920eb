namespace ZooKeeper.Wire.Messages;

/// <summary>
/// One token of a login to the server, and its answer (zookeeper.jute, GetSASLRequest, SetSASLResponse). No token at all
/// is read as an empty one.
/// </summary>
internal sealed record SaslRequest(byte[] Token) : IRequest<byte[]>
{
    public OpCode Op => OpCode.Sasl;

    public string? Path => null;

    public void Write(JuteWriter writer) => writer.Buffer(Token);

    public byte[] Read(ref JuteReader reader) => reader.Buffer().ToArray();
}
