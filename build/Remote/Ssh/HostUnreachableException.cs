namespace Remote.Ssh;

/// <summary>No connection could be made: nothing was done on the host, nor can be until the cause is gone.</summary>
public class HostUnreachableException(string message, Exception? inner = null) : HostException(message, inner);

/// <summary>The host was reached and is not known, or is not the one that is known; no secret was sent to it.</summary>
public sealed class HostKeyException(string message) : HostUnreachableException(message);

/// <summary>The host was reached and lets us not in.</summary>
public sealed class HostAuthenticationException(string message, Exception? inner = null)
    : HostUnreachableException(message, inner);
