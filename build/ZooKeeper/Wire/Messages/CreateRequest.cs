using System.Collections.Immutable;
using ZooKeeper.Client;

namespace ZooKeeper.Wire.Messages;

/// <summary>Makes a node; the reply is its path (zookeeper.jute, CreateRequest, CreateResponse).</summary>
internal sealed record CreateRequest(string Path, ReadOnlyMemory<byte> Data, ImmutableArray<Acl> Acl, CreateMode Mode)
    : IRequest<string>
{
    public OpCode Op => OpCode.Create;

    public void Write(JuteWriter writer)
    {
        writer.String(Path);
        writer.Buffer(Data.Span);
        AclRecord.Write(writer, Acl);
        writer.Int((int)Mode);
    }

    public string Read(ref JuteReader reader) => reader.String();
}
