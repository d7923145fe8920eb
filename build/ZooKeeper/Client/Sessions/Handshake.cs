using System.Globalization;
using ZooKeeper.Status;
using ZooKeeper.Wire;
using ZooKeeper.Wire.Messages;

namespace ZooKeeper.Client.Sessions;

/// <summary>A connection on which a server has granted, or refused, the session that was asked for.</summary>
internal sealed record Handshake(HostPort Server, Stream Stream, FrameReader Frames, ConnectReply Reply)
{
    /// <summary>Connects to one server and asks it for a session, within the options' ConnectTimeout.</summary>
    /// <exception cref="IOException">No connection, or no answer; the message says why, for one line of a list.</exception>
    public static async Task<Handshake> OpenAsync(
        HostPort server, ConnectRequest request, ZooKeeperOptions options, CancellationToken cancellationToken)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bound.CancelAfter(options.ConnectTimeout);
        Stream? stream = null;
        try
        {
            stream = await ConnectAsync(server, options, bound.Token);
            var frames = new FrameReader(stream, options.MaxReplyBytes);
            var reply = await AskAsync(stream, frames, request, bound.Token);
            return new Handshake(server, stream, frames, reply);
        }
        catch (Exception fault)
        {
            stream?.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            throw new IOException(Reason(fault, stream is not null, bound, request, options), fault);
        }
    }

    private static async Task<Stream> ConnectAsync(
        HostPort server, ZooKeeperOptions options, CancellationToken cancellationToken)
    {
        var connecting = (options.Connector ?? TcpConnector.ConnectAsync)(server, cancellationToken);
        try
        {
            return await connecting.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // A connector that does not listen to the token may still bring a stream, which nobody would close.
            _ = connecting.ContinueWith(
                late => late.Result.Dispose(), CancellationToken.None,
                TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
            throw;
        }
    }

    private static async Task<ConnectReply> AskAsync(
        Stream stream, FrameReader frames, ConnectRequest request, CancellationToken cancellationToken)
    {
        // Streams of tunnels do not always listen to the token: closing ends every wait.
        await using var closing = cancellationToken.Register(stream.Dispose);
        await stream.WriteAsync(request.ToFrame(), cancellationToken);
        await stream.FlushAsync(cancellationToken);
        return ConnectReply.Read((await frames.ReadAsync(cancellationToken)).Span);
    }

    private static string Reason(
        Exception fault, bool connected, CancellationTokenSource bound, ConnectRequest request, ZooKeeperOptions options)
    {
        var seconds = options.ConnectTimeout.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
        return bound.IsCancellationRequested && connected ? $"connected, but no answer within {seconds} s"
            : bound.IsCancellationRequested ? $"no connection within {seconds} s"
            : fault is EndOfStreamException && request.LastZxidSeen > 0
                ? "closed the connection without an answer: it does not serve, or it knows less than this session " +
                  $"has seen ({new Zxid(request.LastZxidSeen)})"
            : fault is EndOfStreamException ? "closed the connection without an answer: it does not serve"
            : fault.Message;
    }
}
