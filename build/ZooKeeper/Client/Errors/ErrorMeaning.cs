namespace ZooKeeper.Client;

/// <summary>What each error code means to the one who asked, and the remedy where there is one.</summary>
internal static class ErrorMeaning
{
    public static string Of(ErrorCode code) => code switch
    {
        ErrorCode.SystemError => "the server failed",
        ErrorCode.RuntimeInconsistency => "not done, because another part of the transaction failed",
        ErrorCode.DataInconsistency => "the server found its data inconsistent",
        ErrorCode.ConnectionLoss => "the connection was lost, whether it was done is unknown",
        ErrorCode.MarshallingError => "the server could not read the request",
        ErrorCode.Unimplemented => "this server cannot do that (its release or its mode lacks the operation)",
        ErrorCode.OperationTimeout => "the server ran out of time",
        ErrorCode.BadArguments => "the server finds the arguments wrong",
        ErrorCode.NewConfigNoQuorum => "too few servers of the new configuration are in step with the leader",
        ErrorCode.ReconfigInProgress => "another reconfiguration is under way: wait and try again",
        ErrorCode.UnknownSession => "the server does not know the session",
        ErrorCode.ApiError => "the server rejects the request",
        ErrorCode.NoNode => "there is no such node",
        ErrorCode.NoAuth => "the session's identities do not permit it",
        ErrorCode.BadVersion => "the version is another one by now: read again",
        ErrorCode.NoChildrenForEphemerals => "an ephemeral node cannot have children",
        ErrorCode.NodeExists => "the node exists already",
        ErrorCode.NotEmpty => "the node has children",
        ErrorCode.SessionExpired => "the session has ended; its ephemeral nodes are gone",
        ErrorCode.InvalidAcl => "the ACL is empty or has an entry that the server cannot use",
        ErrorCode.AuthFailed => "the server refused a credential of the session",
        ErrorCode.SessionMoved => "the session has moved to another server, it was not done",
        ErrorCode.NotReadOnly => "the server is read-only: it has no quorum",
        ErrorCode.EphemeralOnLocalSession => "a local session cannot have ephemeral nodes",
        ErrorCode.NoWatcher => "there is no such watch",
        ErrorCode.RequestTimeout => "the request ran out of time",
        ErrorCode.ReconfigDisabled => "the leader runs without reconfigEnabled=true",
        ErrorCode.SessionClosedRequireSaslAuth => "the server takes only sessions that have logged in by SASL",
        ErrorCode.QuotaExceeded => "a quota would be exceeded",
        ErrorCode.ThrottledOperation => "the server is overloaded and dropped the request",
        _ => "the server answered with an error that this client has no name for",
    };
}
