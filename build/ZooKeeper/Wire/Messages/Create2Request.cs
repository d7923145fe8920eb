using System.Collections.Immutable;
using ZooKeeper.Client;

namespace ZooKeeper.Wire.Messages;

/// <summary>Makes a node; the reply is its path and stat (zookeeper.jute, Create2Response; 3.5 and later).</summary>
internal sealed record Create2Request(string Path, ReadOnlyMemory<byte> Data, ImmutableArray<Acl> Acl, CreateMode Mode)
    : IRequest<CreatedNode>
{
    public OpCode Op => OpCode.Create2;

    public void Write(JuteWriter writer) => new CreateRequest(Path, Data, Acl, Mode).Write(writer);

    public CreatedNode Read(ref JuteReader reader) => new(reader.String(), StatRecord.Read(ref reader));
}
