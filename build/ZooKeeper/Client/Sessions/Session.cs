using System.Collections.Immutable;
using ZooKeeper.Wire;
using ZooKeeper.Wire.Messages;

namespace ZooKeeper.Client.Sessions;

/// <summary>The session behind a client: one loop that keeps it connected until it ends.</summary>
internal sealed partial class Session : IAsyncDisposable
{
    private readonly ZooKeeperOptions _options;
    private readonly Dialer _dialer;
    private readonly CallQueue _queue = new();
    private readonly WatchTable _watches = new();
    private readonly Callbacks _callbacks = new();
    private readonly Action<SessionState, HostPort?> _stateChanged;
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _established = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _loop;
    private ImmutableArray<DigestCredential> _credentials;
    private volatile ConnectReply _granted = new(0, 0, new byte[16]);
    private volatile Standing _standing = new(SessionState.Connecting, null);
    private long _lastZxid;

    public Session(ZooKeeperOptions options, Action<SessionState, HostPort?> stateChanged)
    {
        _options = options;
        _dialer = new Dialer(options);
        _credentials = options.Credentials;
        _stateChanged = stateChanged;
        _loop = Task.Run(RunAsync);
    }

    public long Id => _granted.SessionId;

    public TimeSpan Timeout => TimeSpan.FromMilliseconds(_granted.TimeoutMilliseconds);

    public SessionState State => _standing.State;

    public HostPort? Server => _standing.Server;

    public long LastZxid => Interlocked.Read(ref _lastZxid);

    /// <summary>Waits for the first connection.</summary>
    public async Task EstablishAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _established.Task.WaitAsync(_options.EstablishTimeout, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new ConnectFailedException(_dialer.Failures, _options.EstablishTimeout);
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
        _queue.Add(call);
        return await call.Task;
    }

    /// <summary>The callback that a request's reply turns into a watch; null where nothing is watched.</summary>
    public Action<ErrorCode>? Watching(string path, Action<WatchEvent>? watch, WatchKind kind) => watch is null ? null
        : error =>
        {
            if (error == ErrorCode.Ok)
            {
                _watches.Add(kind == WatchKind.Exist ? WatchKind.Data : kind, path, watch);
            }
            else if (error == ErrorCode.NoNode && kind == WatchKind.Exist)
            {
                _watches.Add(kind, path, watch);
            }
        };

    /// <summary>Gives the session an identity, for good.</summary>
    public async Task AuthenticateAsync(DigestCredential credential, CancellationToken cancellationToken)
    {
        // Known before it is sent: every connection to come opens with it.
        ImmutableInterlocked.Update(
            ref _credentials, known => known.Contains(credential) ? known : known.Add(credential));
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
