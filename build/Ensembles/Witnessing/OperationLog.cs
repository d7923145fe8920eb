using System.Collections.Immutable;

namespace Ensembles.Witnessing;

/// <summary>What one session did, in order. One writer; readers take snapshots at any time.</summary>
internal sealed class OperationLog(int session)
{
    private readonly Lock guard = new();
    private readonly List<WitnessOperation> operations = new(1024);
    private readonly List<int> writes = new(1024);
    private SessionTally tally = new(session);

    /// <summary>Numbers of the acknowledged writes. For the writer itself only.</summary>
    public IReadOnlyList<int> Writes => writes;

    public void Add(in WitnessOperation operation)
    {
        lock (guard)
        {
            operations.Add(operation);
            tally = tally.Add(operation);
            if (operation is { Kind: OperationKind.Write, Outcome: OperationOutcome.Acknowledged })
            {
                writes.Add(operation.Number);
            }
        }
    }

    public void LoseSession()
    {
        lock (guard)
        {
            tally = tally with { Lost = tally.Lost + 1 };
        }
    }

    public SessionTally Tally(TimeSpan now)
    {
        lock (guard)
        {
            var recent = 0;
            for (var i = operations.Count - 1; i >= 0 && operations[i].End > now - TimeSpan.FromSeconds(1); i--)
            {
                recent += operations[i].Outcome == OperationOutcome.Acknowledged ? 1 : 0;
            }

            return tally with { Recent = recent };
        }
    }

    public (ImmutableArray<WitnessOperation> Operations, ImmutableArray<int> Writes) Snapshot()
    {
        lock (guard)
        {
            return ([.. operations], [.. writes]);
        }
    }
}
