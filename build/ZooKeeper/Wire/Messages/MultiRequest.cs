using System.Collections.Immutable;
using ZooKeeper.Client;

namespace ZooKeeper.Wire.Messages;

/// <summary>
/// A transaction: each part behind a small header, and a header that ends it (MultiTransactionRecord, MultiHeader).
/// </summary>
internal sealed record MultiRequest(IReadOnlyList<MultiOperation> Operations) : IRequest<ImmutableArray<MultiReplyPart>>
{
    public OpCode Op => OpCode.Multi;

    public string? Path => null;

    public void Write(JuteWriter writer)
    {
        foreach (var operation in Operations)
        {
            var (op, body) = Body(operation);
            Header(writer, (int)op, done: false);
            body(writer);
        }

        Header(writer, -1, done: true);
    }

    public ImmutableArray<MultiReplyPart> Read(ref JuteReader reader) => MultiReplyPart.ReadAll(ref reader);

    private static void Header(JuteWriter writer, int type, bool done)
    {
        writer.Int(type);
        writer.Bool(done);
        writer.Int(-1); // the error, in replies
    }

    private static (OpCode Op, Action<JuteWriter> Body) Body(MultiOperation operation) => operation switch
    {
        MultiOperation.Create create => (
            OpCode.Create,
            new CreateRequest(
                create.Path, create.Data, create.Acl.IsDefault ? Acl.OpenToAll : create.Acl, create.Mode).Write),
        MultiOperation.Delete delete => (OpCode.Delete, new DeleteRequest(delete.Path, delete.Version).Write),
        MultiOperation.SetData set => (OpCode.SetData, new SetDataRequest(set.Path, set.Data, set.Version).Write),
        MultiOperation.Check check => (
            OpCode.Check,
            writer =>
            {
                writer.String(check.Path);
                writer.Int(check.Version);
            }),
        _ => throw new ArgumentException($"{operation} is not an operation of a transaction", nameof(operation)),
    };
}
