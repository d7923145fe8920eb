using ZooKeeper.Wire;
using ZooKeeper.Wire.Messages;

namespace ZooKeeper.Client.Sessions;

internal sealed partial class Session
{
    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                var handshake = await dialer.ConnectAsync(NextRequest(), stop.Token);
                var reason = await ServeAsync(handshake);
                if (reason is null or AuthFailedException)
                {
                    End(reason is null ? SessionState.Closed : SessionState.AuthenticationFailed);
                    return;
                }

                Stand(SessionState.Connecting, handshake.Server);
            }
        }
        catch (OperationCanceledException)
        {
            End(SessionState.Closed);
        }
        catch (SessionExpiredException)
        {
            End(SessionState.Expired);
        }
        catch (AuthFailedException refused)
        {
            refusal = refused.Reason;
            End(SessionState.AuthenticationFailed);
        }
    }

    private ConnectRequest NextRequest() => new(
        LastZxid, (int)options.SessionTimeout.TotalMilliseconds, granted.SessionId, granted.Password);

    /// <returns>Why the connection was lost; null once the session was closed.</returns>
    private async Task<Exception?> ServeAsync(Handshake handshake)
    {
        if (handshake.Reply.TimeoutMilliseconds <= 0)
        {
            await handshake.Stream.DisposeAsync();
            throw new SessionExpiredException(null, null, handshake.Server);
        }

        granted = handshake.Reply;
        using var connection = new Connection(handshake, Timeout, queue)
        {
            ZxidSeen = zxid => Interlocked.Exchange(ref lastZxid, Math.Max(lastZxid, zxid)),
            WatchFired = Fire,
        };
        await using var stopping = stop.Token.Register(
            () => connection.Abort(new ObjectDisposedException(nameof(ZooKeeperClient))));
        Stand(SessionState.Connected, handshake.Server);
        established.TrySetResult();
        var reason = await connection.RunAsync(credentials, watches.ToRequests(LastZxid));
        return connection.SessionClosed || stop.IsCancellationRequested
            ? null : reason;
    }

    private void Fire(WatchEvent happened)
    {
        foreach (var callback in watches.Take(happened))
        {
            callbacks.Add(() => callback(happened));
        }
    }

    private void Stand(SessionState state, HostPort? server)
    {
        standing = new Standing(state, state == SessionState.Connected ? server : null);
        callbacks.Add(() => stateChanged(state, server));
    }

    private void End(SessionState state)
    {
        Stand(state, null);
        queue.End(call => Ended(state, call.Op.Name(), call.Path));
        established.TrySetException(Ended(state, "connect", null));
        if (state != SessionState.Closed)
        {
            foreach (var (path, callback) in watches.TakeAll())
            {
                callbacks.Add(() => callback(new WatchEvent(WatchEventType.SessionEnded, path)));
            }
        }

        callbacks.Complete();
    }

    private Exception Ended(SessionState state, string operation, string? path) => state switch
    {
        SessionState.Expired => new SessionExpiredException(operation, path),
        SessionState.AuthenticationFailed => new AuthFailedException(operation, path, detail: refusal),
        _ => new ObjectDisposedException(nameof(ZooKeeperClient), $"{operation} {path}: the client is closed"),
    };
}
