namespace ZooKeeper.Client;

/// <summary>Makes the exception that fits an error code.</summary>
internal static class ServerError
{
    public static ZooKeeperException Of(
        ErrorCode code, string? operation, string? path, HostPort? server, string? detail = null, int? part = null)
    {
        return code switch
        {
            ErrorCode.NoNode => new NoNodeException(operation, path, server, detail) { Part = part },
            ErrorCode.NodeExists => new NodeExistsException(operation, path, server, detail) { Part = part },
            ErrorCode.BadVersion => new BadVersionException(operation, path, server, detail) { Part = part },
            ErrorCode.NotEmpty => new NotEmptyException(operation, path, server, detail) { Part = part },
            ErrorCode.NoAuth => new NoAuthException(operation, path, server, detail) { Part = part },
            ErrorCode.NoChildrenForEphemerals =>
                new NoChildrenForEphemeralsException(operation, path, server, detail) { Part = part },
            ErrorCode.InvalidAcl => new InvalidAclException(operation, path, server, detail) { Part = part },
            ErrorCode.BadArguments => new BadArgumentsException(operation, path, server, detail) { Part = part },
            ErrorCode.SessionMoved => new SessionMovedException(operation, path, server, detail) { Part = part },
            ErrorCode.Unimplemented => new UnimplementedException(operation, path, server, detail) { Part = part },
            ErrorCode.ReconfigInProgress => new ReconfigInProgressException(operation, path, server, detail),
            ErrorCode.NewConfigNoQuorum => new NewConfigNoQuorumException(operation, path, server, detail),
            ErrorCode.ReconfigDisabled => new ReconfigDisabledException(operation, path, server, detail),
            ErrorCode.ConnectionLoss => new ConnectionLossException(operation, path, server),
            ErrorCode.SessionExpired => new SessionExpiredException(operation, path, server),
            ErrorCode.AuthFailed => new AuthFailedException(operation, path, server),
            _ => new ZooKeeperException(code, operation, path, server, detail) { Part = part },
        };
    }
}
