namespace Remote.Ssh;

/// <summary>An operation took too long and was left running on the host; the connection remains usable.</summary>
public sealed class OperationDeadlineException(string message) : HostException(message);

/// <summary>The account may not become the one that the work needs; the connection remains usable.</summary>
public sealed class BecomeException(string message) : HostException(message);
