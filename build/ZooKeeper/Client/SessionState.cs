namespace ZooKeeper.Client;

/// <summary>Where a session stands.</summary>
public enum SessionState
{
    /// <summary>No server at present; the session may still live, and a server is being looked for.</summary>
    Connecting,

    /// <summary>A server holds the session and answers.</summary>
    Connected,

    /// <summary>Final: the ensemble has ended the session, its ephemeral nodes are gone.</summary>
    Expired,

    /// <summary>Final: a server refused a credential of the session, or its SASL login.</summary>
    AuthenticationFailed,

    /// <summary>Final: the owner has disposed the client.</summary>
    Closed,
}
