using ZooKeeper.Wire;

namespace Unit.ZooKeeper.Session;

/// <summary>A request as the server gets it.</summary>
internal sealed record FakeRequest(int Xid, OpCode Op, byte[] Body)
{
    /// <summary>The first field of most requests.</summary>
    public string Path
    {
        get
        {
            var reader = new JuteReader(Body);
            return reader.String();
        }
    }
}
