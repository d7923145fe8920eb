namespace ZooKeeper.Wire.Messages;

/// <summary>Removes a node (zookeeper.jute, DeleteRequest).</summary>
internal sealed record DeleteRequest(string Path, int Version) : IRequest<Nothing>
{
    public OpCode Op => OpCode.Delete;

    public void Write(JuteWriter writer)
    {
        writer.String(Path);
        writer.Int(Version);
    }

    public Nothing Read(ref JuteReader reader) => default;
}
