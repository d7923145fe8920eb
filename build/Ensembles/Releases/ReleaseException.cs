namespace Ensembles.Releases;

/// <summary>
/// A release or a Java runtime could not be had. The message says what was tried, why it failed, and the remedy.
/// </summary>
public class ReleaseException(string message, Exception? inner = null) : Exception(message, inner);
