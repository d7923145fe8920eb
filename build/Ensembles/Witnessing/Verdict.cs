using ZooKeeper.Client;

namespace Ensembles.Witnessing;

/// <summary>What an operation that failed means to the client that asked for it.</summary>
internal static class Verdict
{
    public static (OperationOutcome Outcome, ErrorCode Error) Of(OperationKind kind, Exception fault)
    {
        var error = fault switch
        {
            ZooKeeperException known => known.Code,
            OperationCanceledException => ErrorCode.OperationTimeout,
            _ => ErrorCode.SystemError,
        };

        // These leave open whether a write was done; any other error is an answer: it was not.
        var open = error is ErrorCode.ConnectionLoss or ErrorCode.OperationTimeout or ErrorCode.RequestTimeout
            or ErrorCode.SystemError or ErrorCode.RuntimeInconsistency;
        return (open && kind == OperationKind.Write ? OperationOutcome.Unknown : OperationOutcome.Failed, error);
    }
}
