namespace ZooKeeper.Security;

/// <summary>A TLS connection could not be made, or broke; the message says what is wrong, and the remedy.</summary>
public sealed class TlsException(TlsFault fault, string message, Exception? inner = null) : IOException(message, inner)
{
    public TlsFault Fault { get; } = fault;
}
