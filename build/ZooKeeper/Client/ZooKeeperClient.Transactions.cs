using System.Collections.Immutable;
using ZooKeeper.Wire;
using ZooKeeper.Wire.Messages;

namespace ZooKeeper.Client;

public sealed partial class ZooKeeperClient
{
    /// <summary>Does all of the operations or none.</summary>
    /// <exception cref="ZooKeeperException">
    /// Of the type of the first part that failed, with its path and its number in <see cref="ZooKeeperException.Part"/>.
    /// </exception>
    public async Task<ImmutableArray<MultiResult>> MultiAsync(
        IReadOnlyList<MultiOperation> operations, CancellationToken cancellationToken = default)
    {
        foreach (var operation in operations)
        {
            _ = operation is MultiOperation.Create create ? Created(create.Path, create.Mode) : Existing(operation.Path);
        }

        var parts = await session.SendAsync(new MultiRequest(operations), cancellationToken);
        var failed = FirstFailure(parts);
        if (failed >= 0)
        {
            throw ServerError.Of(
                parts[failed].Error, OpCode.Multi.Name(), failed < operations.Count ? operations[failed].Path : null,
                Server, FormattableString.Invariant($"part {failed + 1} of {operations.Count}, nothing was done"), failed);
        }

        return parts.Length == operations.Count
            ? [.. parts.Select(part => part.Result!)]
            : throw new ZooKeeperProtocolException($"{parts.Length} results for {operations.Count} operations");
    }

    /// <summary>The part that failed by itself; the others fail because of it.</summary>
    private static int FirstFailure(ImmutableArray<MultiReplyPart> parts)
    {
        var failures = parts.Select((part, index) => (part, index)).Where(item => item.part.Result is null).ToArray();
        return failures
            .Where(item => item.part.Error is not (ErrorCode.Ok or ErrorCode.RuntimeInconsistency))
            .Concat(failures).Select(item => item.index).FirstOrDefault(-1);
    }
}
