namespace ZooKeeper.Client.Sasl;

/// <summary>A login did not succeed. The message says why, and goes on to the client's caller.</summary>
/// <param name="isFinal">
/// The next attempt would end in the same way; otherwise another server, or a later attempt, may take the login.
/// </param>
internal sealed class SaslException(string message, bool isFinal = true, Exception? inner = null)
    : IOException(message, inner)
{
    public bool IsFinal { get; } = isFinal;
}
