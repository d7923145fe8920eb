using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using ZooKeeper.Wire.Messages;

namespace ZooKeeper.Client.Sessions;

/// <summary>Tries the servers in turn until one takes the session.</summary>
internal sealed class Dialer
{
    /// <summary>A connection that was lost sooner is a failure like one that never was: no hammering.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(1);

    private readonly ZooKeeperOptions options;
    private readonly HostPort[] servers;
    private readonly ConcurrentDictionary<HostPort, string> reasons = new();
    private int next;
    private long troubleSince;
    private long connectedAt;

    public Dialer(ZooKeeperOptions options)
    {
        this.options = options;
        servers = [.. options.Servers];
        if (options.Shuffle)
        {
            Random.Shared.Shuffle(servers);
        }
    }

    /// <summary>Why each server did not take the session when it was last tried.</summary>
    public ImmutableArray<ConnectAttempt> Failures =>
        [.. options.Servers.Distinct().Select(server =>
            new ConnectAttempt(server, reasons.GetValueOrDefault(server, "not tried")))];

    /// <summary>Tries until a server answers; it starts behind the server that answered last.</summary>
    /// <param name="request">Made anew for each server.</param>
    public async Task<Handshake> ConnectAsync(Func<ConnectRequest> request, CancellationToken cancellationToken)
    {
        if (connectedAt == 0 || Stopwatch.GetElapsedTime(connectedAt) > Settled)
        {
            troubleSince = Stopwatch.GetTimestamp();
        }
        else
        {
            await PauseAsync(cancellationToken);
        }

        for (var tried = 1; ; tried++)
        {
            var server = servers[next];
            next = (next + 1) % servers.Length;
            try
            {
                var handshake = await Handshake.OpenAsync(server, request(), options, cancellationToken);
                connectedAt = Stopwatch.GetTimestamp();
                return handshake;
            }
            catch (IOException fault)
            {
                reasons[server] = fault.Message;
            }

            if (tried % servers.Length == 0)
            {
                await PauseAsync(cancellationToken);
            }
        }
    }

    private Task PauseAsync(CancellationToken cancellationToken) => Task.Delay(
        RetryPause.After(Stopwatch.GetElapsedTime(troubleSince), Random.Shared.NextDouble()), cancellationToken);
}
