using System.Collections.Concurrent;
using ZooKeeper.Wire;
using ZooKeeper.Wire.Messages;

namespace ZooKeeper.Client.Sessions;

/// <summary>
/// One connection of a session: a loop that sends, a loop that receives. Whatever goes wrong first is the reason for
/// its end, and what was sent and not answered fails with it.
/// </summary>
internal sealed partial class Connection : IDisposable
{
    private readonly HostPort server;
    private readonly Stream stream;
    private readonly FrameReader frames;
    private readonly TimeSpan timeout;
    private readonly CallQueue queue;
    private readonly ConcurrentQueue<PendingCall> sent = new();
    private readonly ConcurrentQueue<PendingCall?> authentications = new();
    private readonly CancellationTokenSource abort = new();
    private Exception? firstReason;

    /// <param name="timeout">The session's, as the server granted it.</param>
    public Connection(Handshake handshake, TimeSpan timeout, CallQueue queue)
    {
        (server, stream, frames) = (handshake.Server, handshake.Stream, handshake.Frames);
        (this.timeout, this.queue) = (timeout, queue);
    }

    /// <summary>Told of every transaction number that a reply carries, before the reply is handed out.</summary>
    public required Action<long> ZxidSeen { get; init; }

    public required Action<WatchEvent> WatchFired { get; init; }

    /// <summary>The server has ended the session because it was asked to.</summary>
    public bool SessionClosed { get; private set; }

    /// <summary>Serves the connection until it is lost.</summary>
    /// <param name="credentials">Sent before anything else.</param>
    /// <param name="watches">Sent next.</param>
    /// <returns>Why it was lost.</returns>
    public async Task<Exception> RunAsync(
        IReadOnlyCollection<DigestCredential> credentials, IReadOnlyCollection<SetWatchesRequest> watches)
    {
        await Task.WhenAll(
            GuardAsync(() => SendAsync(credentials, watches)),
            GuardAsync(ReceiveAsync));
        var reason = firstReason!;
        foreach (var call in sent.Concat(authentications.OfType<PendingCall>()))
        {
            call.Fail(new ConnectionLossException(call.Op.Name(), call.Path, server, reason));
        }

        return reason;
    }

    /// <summary>Ends the connection; the first reason counts.</summary>
    public void Abort(Exception reason)
    {
        if (Interlocked.CompareExchange(ref firstReason, reason, null) is null)
        {
            abort.Cancel();
            stream.Dispose();
        }
    }

    public void Dispose()
    {
        abort.Dispose();
        stream.Dispose();
    }

    private async Task GuardAsync(Func<Task> loop)
    {
        try
        {
            await loop();
        }
        catch (Exception reason)
        {
            Abort(reason);
        }
    }
}
