using ZooKeeper.Client;

namespace ZooKeeper.Wire.Messages;

/// <summary>Replaces a node's data (zookeeper.jute, SetDataRequest, SetDataResponse).</summary>
internal sealed record SetDataRequest(string Path, ReadOnlyMemory<byte> Data, int Version) : IRequest<Stat>
{
    public OpCode Op => OpCode.SetData;

    public void Write(JuteWriter writer)
    {
        writer.String(Path);
        writer.Buffer(Data.Span);
        writer.Int(Version);
    }

    public Stat Read(ref JuteReader reader) => StatRecord.Read(ref reader);
}
