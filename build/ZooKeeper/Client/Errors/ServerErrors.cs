namespace ZooKeeper.Client;

/// <summary>There is no such node.</summary>
public sealed class NoNodeException(string? operation, string? path, HostPort? server, string? detail = null)
    : ZooKeeperException(ErrorCode.NoNode, operation, path, server, detail);

/// <summary>The node exists already.</summary>
public sealed class NodeExistsException(string? operation, string? path, HostPort? server, string? detail = null)
    : ZooKeeperException(ErrorCode.NodeExists, operation, path, server, detail);

/// <summary>The node, or the configuration, has another version by now.</summary>
public sealed class BadVersionException(string? operation, string? path, HostPort? server, string? detail = null)
    : ZooKeeperException(ErrorCode.BadVersion, operation, path, server, detail);

/// <summary>The node has children.</summary>
public sealed class NotEmptyException(string? operation, string? path, HostPort? server, string? detail = null)
    : ZooKeeperException(ErrorCode.NotEmpty, operation, path, server, detail);

/// <summary>The session's identities do not permit the operation.</summary>
public sealed class NoAuthException(string? operation, string? path, HostPort? server, string? detail = null)
    : ZooKeeperException(ErrorCode.NoAuth, operation, path, server, detail);

/// <summary>An ephemeral node cannot have children.</summary>
public sealed class NoChildrenForEphemeralsException(
    string? operation, string? path, HostPort? server, string? detail = null)
    : ZooKeeperException(ErrorCode.NoChildrenForEphemerals, operation, path, server, detail);

/// <summary>The ACL is empty or has an entry that the server cannot use.</summary>
public sealed class InvalidAclException(string? operation, string? path, HostPort? server, string? detail = null)
    : ZooKeeperException(ErrorCode.InvalidAcl, operation, path, server, detail);

/// <summary>The server finds the arguments wrong.</summary>
public sealed class BadArgumentsException(string? operation, string? path, HostPort? server, string? detail = null)
    : ZooKeeperException(ErrorCode.BadArguments, operation, path, server, detail);

/// <summary>The session has moved to another server; the operation was not done.</summary>
public sealed class SessionMovedException(string? operation, string? path, HostPort? server, string? detail = null)
    : ZooKeeperException(ErrorCode.SessionMoved, operation, path, server, detail);

/// <summary>The server's release or mode lacks the operation; where the release lacks it, it also hangs up.</summary>
public sealed class UnimplementedException(string? operation, string? path, HostPort? server, string? detail = null)
    : ZooKeeperException(ErrorCode.Unimplemented, operation, path, server, detail);

/// <summary>Another reconfiguration is under way.</summary>
public sealed class ReconfigInProgressException(
    string? operation, string? path, HostPort? server, string? detail = null)
    : ZooKeeperException(ErrorCode.ReconfigInProgress, operation, path, server, detail);

/// <summary>Too few servers of the new configuration are in step with the leader.</summary>
public sealed class NewConfigNoQuorumException(
    string? operation, string? path, HostPort? server, string? detail = null)
    : ZooKeeperException(ErrorCode.NewConfigNoQuorum, operation, path, server, detail);

/// <summary>The leader runs without <c>reconfigEnabled=true</c>.</summary>
public sealed class ReconfigDisabledException(
    string? operation, string? path, HostPort? server, string? detail = null)
    : ZooKeeperException(ErrorCode.ReconfigDisabled, operation, path, server, detail);
