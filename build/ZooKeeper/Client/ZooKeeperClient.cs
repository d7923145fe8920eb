namespace ZooKeeper.Client;

/// <summary>
/// A session with an ensemble, as the Java client keeps it: it survives the loss of a connection, moves between
/// servers, and ends by <see cref="DisposeAsync"/> or by expiry. Calls may be made from any thread, are sent in the
/// order made, and are answered in that order.
/// </summary>
/// <remarks>
/// When the connection is lost, calls already sent fail with <see cref="ConnectionLossException"/>, calls not yet sent
/// wait for the next connection. A cancelled call leaves at once with the caller's token; if it had been sent it may
/// still be done.
/// </remarks>
public sealed partial class ZooKeeperClient : IAsyncDisposable
{
    /// <summary>Opens a session.</summary>
    /// <exception cref="ConnectFailedException">No server granted one in time; says each server's reason.</exception>
    /// <exception cref="AuthFailedException">A server refused a credential of the options.</exception>
    public static Task<ZooKeeperClient> ConnectAsync(
        ZooKeeperOptions options, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();

    /// <summary>Raised on every change of <see cref="State"/>, in order, never while a lock is held.</summary>
    /// <remarks>Exceptions thrown by a handler are dropped. The second argument is the server concerned.</remarks>
#pragma warning disable CS0067
    public event Action<SessionState, HostPort?>? StateChanged;
#pragma warning restore CS0067

    public long SessionId => throw new NotImplementedException();

    /// <summary>The session timeout that the server granted.</summary>
    public TimeSpan NegotiatedTimeout => throw new NotImplementedException();

    /// <summary>The server connected to now; null while there is none.</summary>
    public HostPort? Server => throw new NotImplementedException();

    public SessionState State => throw new NotImplementedException();

    /// <summary>The newest transaction that this session has seen: servers that know less refuse it.</summary>
    public long LastZxid => throw new NotImplementedException();

    /// <summary>Ends the session, so that its ephemeral nodes vanish at once; bounded by the options' CloseTimeout.</summary>
    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
