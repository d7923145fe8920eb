namespace ZooKeeper.Client.Sasl;

/// <summary>The client's side of one login (RFC 4422): tokens go to and fro until it has nothing more to say.</summary>
internal interface ISaslMechanism : IDisposable
{
    /// <summary>The first token; may be empty.</summary>
    /// <exception cref="SaslException">The login cannot even begin.</exception>
    byte[] Begin();

    /// <summary>Answers a token of the server; null: the login is complete.</summary>
    /// <exception cref="SaslException">The token is none that this mechanism can answer.</exception>
    byte[]? Answer(ReadOnlySpan<byte> token);
}
