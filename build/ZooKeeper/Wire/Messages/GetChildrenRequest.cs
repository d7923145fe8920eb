using ZooKeeper.Client;

namespace ZooKeeper.Wire.Messages;

/// <summary>Asks for the names of a node's children (zookeeper.jute, GetChildren2Request and -Response).</summary>
internal sealed record GetChildrenRequest(string Path, bool Watch) : IRequest<Children>
{
    public OpCode Op => OpCode.GetChildren2;

    public void Write(JuteWriter writer)
    {
        writer.String(Path);
        writer.Bool(Watch);
    }

    public Children Read(ref JuteReader reader) => new(reader.Strings(), StatRecord.Read(ref reader));
}
