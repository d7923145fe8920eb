using ZooKeeper;
using ZooKeeper.Client;

namespace Ensembles.Witnessing;

/// <summary>One thing that a session of the witness asked for.</summary>
/// <param name="Session">Index of the session, from 0.</param>
/// <param name="Number">Of the znode within the session; -1 where no znode of the witness is concerned.</param>
/// <param name="Start">Since the start of the run, on a monotonic clock.</param>
/// <param name="Error">What the server or the connection said; <see cref="ErrorCode.Ok"/> when acknowledged.</param>
/// <param name="Server">That answered, or that the connection was lost to; null when there was none.</param>
public readonly record struct WitnessOperation(
    int Session, OperationKind Kind, int Number, TimeSpan Start, TimeSpan Duration, OperationOutcome Outcome,
    ErrorCode Error, HostPort? Server)
{
    public TimeSpan End => Start + Duration;
}

public enum OperationKind : byte
{
    /// <summary>Creation of a znode with a content determined by its path.</summary>
    Write,

    /// <summary>Of an earlier acknowledged write, content compared; without writes: of the root.</summary>
    Read,
}

public enum OperationOutcome : byte
{
    /// <summary>Answered as asked. The ensemble must not lose such a write.</summary>
    Acknowledged,

    /// <summary>Certainly not done.</summary>
    Failed,

    /// <summary>A write that may or may not be done: the connection was lost before an answer.</summary>
    Unknown,

    /// <summary>A read that did not show what had been acknowledged: a lost or changed write, seen at once.</summary>
    Contradicted,
}
