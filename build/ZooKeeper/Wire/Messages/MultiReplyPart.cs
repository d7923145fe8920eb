using System.Collections.Immutable;
using ZooKeeper.Client;

namespace ZooKeeper.Wire.Messages;

/// <summary>What became of one part of a transaction: a result or an error (MultiResponse).</summary>
internal sealed record MultiReplyPart(MultiResult? Result, ErrorCode Error)
{
    public static ImmutableArray<MultiReplyPart> ReadAll(ref JuteReader reader)
    {
        var parts = ImmutableArray.CreateBuilder<MultiReplyPart>();
        while (true)
        {
            var type = (OpCode)reader.Int();
            var done = reader.Bool();
            reader.Int(); // the error once more
            if (done)
            {
                return parts.ToImmutable();
            }

            parts.Add(Read(type, ref reader));
        }
    }

    private static MultiReplyPart Read(OpCode type, ref JuteReader reader) => type switch
    {
        OpCode.Create => new(new MultiResult.Created(reader.String()), ErrorCode.Ok),
        OpCode.Delete => new(new MultiResult.Deleted(), ErrorCode.Ok),
        OpCode.SetData => new(new MultiResult.DataSet(StatRecord.Read(ref reader)), ErrorCode.Ok),
        OpCode.Check => new(new MultiResult.Checked(), ErrorCode.Ok),
        OpCode.Error => new(null, (ErrorCode)reader.Int()),
        _ => throw new ZooKeeperProtocolException($"a transaction's reply has a part of the unknown type {(int)type}"),
    };
}
