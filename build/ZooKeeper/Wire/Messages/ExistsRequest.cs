using ZooKeeper.Client;

namespace ZooKeeper.Wire.Messages;

/// <summary>Asks for a node's stat (zookeeper.jute, ExistsRequest, ExistsResponse).</summary>
internal sealed record ExistsRequest(string Path, bool Watch) : IRequest<Stat?>
{
    public OpCode Op => OpCode.Exists;

    public void Write(JuteWriter writer)
    {
        writer.String(Path);
        writer.Bool(Watch);
    }

    public Stat? Read(ref JuteReader reader) => StatRecord.Read(ref reader);

    public bool Accepts(ErrorCode code, out Stat? reply)
    {
        reply = null;
        return code == ErrorCode.NoNode;
    }
}
