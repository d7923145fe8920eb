namespace Debian;

/// <summary>
/// A release or a Java runtime cannot be had from Debian's packages. The message says why, and the remedy.
/// </summary>
public sealed class DebianException(string message, Exception? inner = null) : Exception(message, inner);
