using ZooKeeper.Client;

namespace ZooKeeper.Wire.Messages;

/// <summary>
/// Changes the membership (zookeeper.jute, ReconfigRequest; 3.5 and later). The reply is the new configuration as data
/// and stat of its node (GetDataResponse).
/// </summary>
/// <param name="Joining">Server lines separated by commas, without blanks; null: none.</param>
/// <param name="Leaving">Ids separated by commas; null: none.</param>
/// <param name="NewMembers">Server lines separated by commas; null: an incremental change.</param>
/// <param name="FromVersion">-1: whatever is in force.</param>
internal sealed record ReconfigRequest(string? Joining, string? Leaving, string? NewMembers, long FromVersion)
    : IRequest<NodeData>
{
    public OpCode Op => OpCode.Reconfig;

    public string? Path => null;

    public void Write(JuteWriter writer)
    {
        writer.String(Joining);
        writer.String(Leaving);
        writer.String(NewMembers);
        writer.Long(FromVersion);
    }

    public NodeData Read(ref JuteReader reader) => new(reader.Buffer().ToArray(), StatRecord.Read(ref reader));
}
