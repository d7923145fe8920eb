namespace Remote.Ssh;

/// <summary>
/// The connection broke in the middle of an operation, which may or may not have taken effect. The host remains usable:
/// the next operation connects again.
/// </summary>
public sealed class ConnectionLostException(string message, Exception? inner = null) : HostException(message, inner);

/// <summary>
/// The connection that held a lock broke, and with it the lock: another run may hold it now. Every further operation
/// on the host is refused until the lost lock is disposed of.
/// </summary>
public sealed class LockLostException(string message) : HostException(message);
