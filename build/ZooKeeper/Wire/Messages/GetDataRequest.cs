using ZooKeeper.Client;

namespace ZooKeeper.Wire.Messages;

/// <summary>Asks for a node's data (zookeeper.jute, GetDataRequest, GetDataResponse).</summary>
internal sealed record GetDataRequest(string Path, bool Watch) : IRequest<NodeData>
{
    public OpCode Op => OpCode.GetData;

    public void Write(JuteWriter writer)
    {
        writer.String(Path);
        writer.Bool(Watch);
    }

    public NodeData Read(ref JuteReader reader) => new(reader.Buffer().ToArray(), StatRecord.Read(ref reader));
}
