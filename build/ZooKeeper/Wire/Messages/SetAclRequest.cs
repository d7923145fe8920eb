using System.Collections.Immutable;
using ZooKeeper.Client;

namespace ZooKeeper.Wire.Messages;

/// <summary>Replaces a node's ACL (zookeeper.jute, SetACLRequest, SetACLResponse).</summary>
internal sealed record SetAclRequest(string Path, ImmutableArray<Acl> Acl, int Version) : IRequest<Stat>
{
    public OpCode Op => OpCode.SetACL;

    public void Write(JuteWriter writer)
    {
        writer.String(Path);
        AclRecord.Write(writer, Acl);
        writer.Int(Version);
    }

    public Stat Read(ref JuteReader reader) => StatRecord.Read(ref reader);
}
