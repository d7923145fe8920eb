using System.Globalization;
using System.Net.Sockets;
using ZooKeeper.Client.Sasl;
using ZooKeeper.Security;
using ZooKeeper.Status;
using ZooKeeper.Wire;
using ZooKeeper.Wire.Messages;

namespace ZooKeeper.Client.Sessions;

/// <summary>A connection on which a server has granted, or refused, the session that was asked for.</summary>
internal sealed record Handshake(HostPort Server, Stream Stream, FrameReader Frames, ConnectReply Reply)
{
    /// <summary>Connects to one server, asks it for a session and logs that in.</summary>
    /// <param name="within">Bound of all together.</param>
    /// <exception cref="SaslException">The server granted the session and did not take the login.</exception>
    /// <exception cref="IOException">No connection, or no answer; the message says why.</exception>
    public static async Task<Handshake> OpenAsync(
        HostPort server, ConnectRequest request, TimeSpan within, ZooKeeperOptions options,
        CancellationToken cancellationToken)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bound.CancelAfter(within);
        Stream? stream = null;
        try
        {
            stream = await ConnectAsync(server, options, bound.Token);
            var frames = new FrameReader(stream, options.MaxReplyBytes);
            var reply = await AskAsync(server, stream, frames, request, options.Login, bound.Token);
            return new Handshake(server, stream, frames, reply);
        }
        catch (Exception fault)
        {
            if (stream is not null)
            {
                Abandon(stream);
            }

            cancellationToken.ThrowIfCancellationRequested();
            if (fault is SaslException)
            {
                throw;
            }

            var reason = Reason(fault, stream, bound.IsCancellationRequested, request, within);
            throw new IOException(reason, fault);
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
            // A connector that does not listen to the token may still bring a stream, which would never be closed.
            _ = connecting.ContinueWith(
                late => late.Result.Dispose(), CancellationToken.None,
                TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
            throw;
        }
    }

    private static async Task<ConnectReply> AskAsync(
        HostPort server, Stream stream, FrameReader frames, ConnectRequest request, SaslLogin? login,
        CancellationToken cancellationToken)
    {
        // Streams of tunnels do not always listen to the token: closing ends every wait.
        await using var closing = cancellationToken.Register(() => Abandon(stream));
        await stream.WriteAsync(request.ToFrame(), cancellationToken);
        await stream.FlushAsync(cancellationToken);
        var reply = ConnectReply.Read((await frames.ReadAsync(cancellationToken)).Span);
        if (login is not null && reply.TimeoutMilliseconds > 0)
        {
            await new SaslExchange(server, stream, frames, login).RunAsync(cancellationToken);
        }

        return reply;
    }

    /// <summary>
    /// Closes by a reset: a server that comes round later drops the request, instead of taking the session away from
    /// the connection that it has by then.
    /// </summary>
    private static void Abandon(Stream stream)
    {
        var transport = stream is TlsStream tls ? tls.Transport : stream;
        if (transport is NetworkStream { Socket: { Connected: true } socket })
        {
            socket.LingerState = new LingerOption(true, 0);
        }

        stream.Dispose();
    }

    private static string Reason(
        Exception fault, Stream? stream, bool tooLate, ConnectRequest request, TimeSpan within)
    {
        var seconds = within.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
        return tooLate && stream is not null ? $"connected, but no answer within {seconds} s"
            : tooLate ? $"no connection within {seconds} s"
            : fault is EndOfStreamException && request.LastZxidSeen > 0
                ? "closed the connection without an answer: it does not serve, or it knows less than this session " +
                  $"has seen ({new Zxid(request.LastZxidSeen)})"
            : fault is EndOfStreamException
                ? "closed the connection without an answer: it does not serve" +
                  (stream is TlsStream ? "" : ", or this port speaks TLS")
            : fault.Message;
    }
}
