using System.Text;
using Ensembles.Inventories;
using Remote;
using ZooKeeper;

namespace Ensembles.HostAccess;

/// <summary>
/// The way to one of a server's ports for clients: directly, or through the connection to its host where a firewall lets nothing
/// else through. What has worked once is kept for the run; a server that is down settles nothing.
/// </summary>
internal sealed class ClientPort(Server server, int port, IHost host, bool tunnelled)
{
    /// <summary>A direct connection that takes longer may never come about: the other way is tried beside it.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(150);

    private static readonly TimeSpan ProbeDeadline = TimeSpan.FromSeconds(2);

    /// <summary>
    /// A server that is awaited is asked again and again: not each time by a tunnel of its own, and ever less often where
    /// the port refuses at once, as it does while the server is down.
    /// </summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private const int MostDoublings = 3;

    private const int Open = 0, Direct = 1, Tunnel = 2;

    private readonly Lock guard = new();
    private int way = tunnelled ? Tunnel : Open;
    private Task<bool> probe = Task.FromResult(false);
    private long? probed;
    private int refused;

    private HostPort Address => Fleet.AddressOf(server, port);

    public async Task<Stream> ConnectAsync(CancellationToken cancellation)
    {
        if (way == Tunnel)
        {
            return await TunnelAsync(cancellation);
        }

        var direct = TcpConnector.ConnectAsync(Address, cancellation);
        if (way == Open && !await WithinGraceAsync(direct))
        {
            await Task.WhenAny(direct, AnswersThroughHostAsync(direct.IsFaulted));
            if (way == Tunnel && !direct.IsCompletedSuccessfully)
            {
                _ = direct.ContinueWith(Abandon, TaskScheduler.Default);
                return await TunnelAsync(cancellation);
            }

            if (direct.IsFaulted && await AnswersThroughHostAsync(isRefused: true).WaitAsync(cancellation))
            {
                return await TunnelAsync(cancellation);
            }
        }

        var stream = await direct;
        Interlocked.CompareExchange(ref way, Direct, Open);
        return stream;
    }

    private static async Task<bool> WithinGraceAsync(Task<Stream> direct)
    {
        await Task.WhenAny(direct, Task.Delay(Grace, CancellationToken.None));
        return direct.IsCompletedSuccessfully;
    }

    /// <summary>A stream that came too late.</summary>
    private static void Abandon(Task<Stream> direct)
    {
        if (direct.IsCompletedSuccessfully)
        {
            direct.Result.Dispose();
        }
        else
        {
            _ = direct.Exception;
        }
    }

    private Task<Stream> TunnelAsync(CancellationToken cancellation)
    {
        // What listens on one address of its host only is found there.
        return host.ConnectAsync(server.OwnClientAddress ?? server.Host, port, cancellation);
    }

    /// <summary>
    /// Asked once for all who wait, and not ended by their deadlines, which can be shorter than a first connection.
    /// </summary>
    private Task<bool> AnswersThroughHostAsync(bool isRefused)
    {
        lock (guard)
        {
            var pause = Pause * (1 << Math.Min(refused, MostDoublings));
            var again = probed is not { } last || TimeProvider.System.GetElapsedTime(last) > pause;
            if (probe.IsCompleted && !(probe.IsCompletedSuccessfully && probe.Result) && again)
            {
                refused = isRefused ? refused + 1 : 0;
                probed = TimeProvider.System.GetTimestamp();
                probe = Task.Run(ProbeAsync);
            }

            return probe;
        }
    }

    /// <summary>A tunnel tells a refusal only when it is read from: any answer will do.</summary>
    private async Task<bool> ProbeAsync()
    {
        using var deadline = new CancellationTokenSource(ProbeDeadline);
        try
        {
            await using var stream = await TunnelAsync(deadline.Token).WaitAsync(deadline.Token);
            await using var closing = deadline.Token.Register(stream.Dispose);
            await stream.WriteAsync(Encoding.ASCII.GetBytes("srvr"), deadline.Token);
            var answered = await stream.ReadAsync(new byte[1], deadline.Token) > 0;
            return answered && Interlocked.CompareExchange(ref way, Tunnel, Open) != Direct;
        }
        catch (Exception e) when (e is IOException or HostException or OperationCanceledException
                                      or ObjectDisposedException)
        {
            return false;
        }
    }
}
