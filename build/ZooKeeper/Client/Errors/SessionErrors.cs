using System.Collections.Immutable;

namespace ZooKeeper.Client;

/// <summary>
/// The connection was lost after the request was sent: whether it was done is unknown.
/// The session reconnects by itself.
/// </summary>
public sealed class ConnectionLossException(
    string? operation, string? path, HostPort? server, Exception? reason = null)
    : ZooKeeperException(ErrorCode.ConnectionLoss, operation, path, server, reason?.Message, reason);

/// <summary>The session has ended: nothing more can be done with this client.</summary>
public sealed class SessionExpiredException(string? operation, string? path = null, HostPort? server = null)
    : ZooKeeperException(ErrorCode.SessionExpired, operation, path, server);

/// <summary>The server refused a credential, or the SASL login: nothing more can be done with this client.</summary>
public sealed class AuthFailedException(
    string? operation, string? path = null, HostPort? server = null, string? detail = null)
    : ZooKeeperException(ErrorCode.AuthFailed, operation, path, server, detail)
{
    /// <summary>What was refused, by whom and why, as far as it is known; null: it is not.</summary>
    public string? Reason { get; } = detail;
}

/// <summary>No server granted a session within the time allowed. The message gives every server's reason.</summary>
public sealed class ConnectFailedException(ImmutableArray<ConnectAttempt> attempts, TimeSpan within)
    : ZooKeeperException(
        ErrorCode.ConnectionLoss, "connect", null, null,
        FormattableString.Invariant($"no session within {within.TotalSeconds:0.###} s; ") +
        string.Join("; ", attempts.Select(attempt => $"{attempt.Server}: {attempt.Reason}")))
{
    /// <summary>The last attempt at each server.</summary>
    public ImmutableArray<ConnectAttempt> Attempts { get; } = attempts;
}

/// <summary>Why a server did not take the session.</summary>
public sealed record ConnectAttempt(HostPort Server, string Reason);
