using ZooKeeper.Client.Sessions;

namespace ZooKeeper.Client;

/// <summary>
/// A session with an ensemble, as the Java client keeps it: it survives the loss of a connection, moves between
/// servers, and ends by <see cref="DisposeAsync"/> or by expiry. Calls may be made from any thread, are sent in the
/// order made, and are answered in that order.
/// </summary>
/// <remarks>
/// When the connection is lost, calls already sent fail with <see cref="ConnectionLossException"/>, calls not yet sent
/// wait for the next connection. Every operation may throw <see cref="ConnectionLossException"/>, and
/// <see cref="SessionExpiredException"/> once the session has expired; its own comment names the others. A cancelled call leaves at once with the caller's token; if it had been sent it may
/// still be done. Callbacks run one after the other, apart from the session; what they throw is dropped.
/// </remarks>
public sealed partial class ZooKeeperClient : IAsyncDisposable
{
    private readonly Session session;

    private ZooKeeperClient(ZooKeeperOptions options) =>
        session = new Session(options, (state, server) => StateChanged?.Invoke(state, server));

    /// <summary>
    /// Called on every change of <see cref="State"/>, in order; the server is the one found or lost, null at the end.
    /// </summary>
    public event Action<SessionState, HostPort?>? StateChanged;

    /// <summary>The number of the session, as the servers' logs show it in hexadecimal.</summary>
    public long SessionId => session.Id;

    /// <summary>The session timeout that the server granted.</summary>
    public TimeSpan NegotiatedTimeout => session.Timeout;

    /// <summary>The server connected to now; null while there is none.</summary>
    public HostPort? Server => session.Server;

    /// <summary>Where the session stands now; the three final states never change again.</summary>
    public SessionState State => session.State;

    /// <summary>
    /// The newest transaction (zxid) that this session has seen; 0 before the first. A server that knows less refuses the
    /// session's next connection (ZooKeeperServer.processConnectRequest).
    /// </summary>
    public long LastZxid => session.LastZxid;

    /// <summary>Opens a session.</summary>
    /// <exception cref="ConnectFailedException">No server granted one in time; says each server's reason.</exception>
    /// <exception cref="ArgumentException">The options name no server, or a time that is not positive.</exception>
    /// <exception cref="AuthFailedException">A server refused the login or one of the credentials.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up; nothing is left open.</exception>
    public static async Task<ZooKeeperClient> ConnectAsync(
        ZooKeeperOptions options, CancellationToken cancellationToken = default)
    {
        options.Check();
        var client = new ZooKeeperClient(options);
        try
        {
            await client.session.EstablishAsync(cancellationToken);
            return client;
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Ends the session, so that its ephemeral nodes vanish at once; bounded by the options' CloseTimeout. Calls made
    /// before are still answered within that time.
    /// </summary>
    public ValueTask DisposeAsync() => session.DisposeAsync();
}
