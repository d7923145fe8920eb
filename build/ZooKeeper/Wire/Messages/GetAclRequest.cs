using ZooKeeper.Client;

namespace ZooKeeper.Wire.Messages;

/// <summary>Asks for a node's ACL (zookeeper.jute, GetACLRequest, GetACLResponse).</summary>
internal sealed record GetAclRequest(string Path) : IRequest<NodeAcl>
{
    public OpCode Op => OpCode.GetACL;

    public void Write(JuteWriter writer) => writer.String(Path);

    public NodeAcl Read(ref JuteReader reader) => new(AclRecord.Read(ref reader), StatRecord.Read(ref reader));
}
