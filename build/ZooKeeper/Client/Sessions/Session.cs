using System.Collections.Immutable;
using ZooKeeper.Wire;
using ZooKeeper.Wire.Messages;

namespace ZooKeeper.Client.Sessions;

/// <summary>The session behind a client: one loop that keeps it connected until it ends.</summary>
internal sealed partial class Session : IAsyncDisposable
{
    private readonly ZooKeeperOptions options;
    private readonly Dialer dialer;
    private readonly CallQueue queue = new();
    private readonly WatchTable watches = new();
    private readonly Callbacks callbacks = new();
    private readonly Action<SessionState, HostPort?> stateChanged;
    private readonly CancellationTokenSource stop = new();
    private readonly TaskCompletionSource established = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task loop;
    private ImmutableArray<DigestCredential> credentials;
    private volatile ConnectReply granted = new(0, 0, new byte[16]);
    private volatile Standing standing = new(SessionState.Connecting, null);
    private long lastZxid;
    private string? refusal;

    public Session(ZooKeeperOptions options, Action<SessionState, HostPort?> stateChanged)
    {
        this.options = options;
        dialer = new Dialer(options);
        credentials = options.Credentials.IsDefault ? [] : options.Credentials;
        this.stateChanged = stateChanged;
        loop = Task.Run(RunAsync);
    }

    public long Id => granted.SessionId;

    public TimeSpan Timeout => TimeSpan.FromMilliseconds(granted.TimeoutMilliseconds);

    public SessionState State => standing.State;

    public HostPort? Server => standing.Server;

    public long LastZxid => Interlocked.Read(ref lastZxid);

    /// <summary>Waits for the first connection.</summary>
    public async Task EstablishAsync(CancellationToken cancellationToken)
    {
        try
        {
            await established.Task.WaitAsync(options.EstablishTimeout, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new ConnectFailedException(dialer.Failures, options.EstablishTimeout);
        }
    }

    /// <summary>Sends a request when its turn comes and waits for the answer.</summary>
    public async Task<TReply> SendAsync<TReply>(
        IRequest<TReply> request, CancellationToken cancellationToken, Action<ErrorCode>? onReply = null)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var call = new PendingCall<TReply>(request, onReply);
        await using var cancelling = cancellationToken.UnsafeRegister(
            static (state, token) => ((PendingCall<TReply>)state!).Cancel(token), call);
        queue.Add(call);
        return await call.Task;
    }

    /// <summary>The callback that a request's reply turns into a watch; null where nothing is watched.</summary>
    public Action<ErrorCode>? Watching(string path, Action<WatchEvent>? watch, WatchKind kind) => watch is null ? null
        : error =>
        {
            if (error == ErrorCode.Ok)
            {
                watches.Add(kind == WatchKind.Exist ? WatchKind.Data : kind, path, watch);
            }
            else if (error == ErrorCode.NoNode && kind == WatchKind.Exist)
            {
                watches.Add(kind, path, watch);
            }
        };

    /// <summary>Gives the session an identity, for good.</summary>
    public async Task AuthenticateAsync(DigestCredential credential, CancellationToken cancellationToken)
    {
        // Known before it is sent: every connection to come opens with it.
        ImmutableInterlocked.Update(
            ref credentials, known => known.Contains(credential) ? known : known.Add(credential));
        while (true)
        {
            try
            {
                await SendAsync(new AuthRequest(credential), cancellationToken);
                return;
            }
            catch (ConnectionLossException)
            {
                // Sending it twice does no harm, and the answer is wanted.
            }
        }
    }

    private sealed record Standing(SessionState State, HostPort? Server);
}
