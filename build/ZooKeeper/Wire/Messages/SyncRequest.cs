namespace ZooKeeper.Wire.Messages;

/// <summary>Waits until the server has what the leader has committed (zookeeper.jute, SyncRequest).</summary>
internal sealed record SyncRequest(string Path) : IRequest<Nothing>
{
    public OpCode Op => OpCode.Sync;

    public void Write(JuteWriter writer) => writer.String(Path);

    public Nothing Read(ref JuteReader reader)
    {
        reader.String(); // the path again
        return default;
    }
}
