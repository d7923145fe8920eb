using System.Collections.Immutable;

namespace Ensembles.Verifying;

/// <summary>What every server is made to do by a verification, in the order of reports.</summary>
public enum SmokeOperation
{
    /// <summary>A session is opened with this server and no other.</summary>
    Session,

    Create,

    /// <summary>setData.</summary>
    Write,

    Sync,

    /// <summary>getData and exists.</summary>
    Read,

    Delete,

    /// <summary>
    /// A watch set on this server fires after a change through any server; from the change's start on.
    /// </summary>
    Watch,

    /// <summary>
    /// An ephemeral node of a session with any server is gone here; from the start of the session's end on.
    /// </summary>
    Ephemeral,
}

/// <summary>How one server did one operation.</summary>
/// <param name="Passed">It did what it must, each time.</param>
/// <param name="Latency">Null where it never did it.</param>
public sealed record SmokeResult(SmokeOperation Operation, bool Passed, LatencyFigures? Latency);

/// <summary>Results of one server as they come, from several tasks at once.</summary>
internal sealed class SmokeTally
{
    private readonly Lock guard = new();
    private readonly List<(SmokeOperation Operation, TimeSpan Took)> done = [];
    private readonly HashSet<SmokeOperation> failed = [];

    /// <summary>Of the requests and their answers; without the opening of sessions and what watches tell.</summary>
    public ImmutableArray<TimeSpan> Requests
    {
        get
        {
            lock (guard)
            {
                return
                [
                    .. done
                        .Where(one => one.Operation is not (
                            SmokeOperation.Session or SmokeOperation.Watch or SmokeOperation.Ephemeral))
                        .Select(one => one.Took),
                ];
            }
        }
    }

    public void Did(SmokeOperation operation, TimeSpan took)
    {
        lock (guard)
        {
            done.Add((operation, took));
        }
    }

    public void Failed(SmokeOperation operation)
    {
        lock (guard)
        {
            failed.Add(operation);
        }
    }

    /// <summary>Of every operation that was tried.</summary>
    public ImmutableArray<SmokeResult> Results()
    {
        lock (guard)
        {
            return
            [
                .. Enum.GetValues<SmokeOperation>()
                    .Select(operation => new SmokeResult(
                        operation, !failed.Contains(operation),
                        LatencyFigures.Of(done.Where(one => one.Operation == operation).Select(one => one.Took))))
                    .Where(result => result.Latency is not null || !result.Passed),
            ];
        }
    }
}
