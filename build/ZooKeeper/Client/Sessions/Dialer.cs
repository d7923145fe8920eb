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

    private readonly ZooKeeperOptions _options;
    private readonly HostPort[] _servers;
    private readonly ConcurrentDictionary<HostPort, string> _reasons = new();
    private int _next;
    private long _troubleSince;
    private long _connectedAt;

    public Dialer(ZooKeeperOptions options)
    {
        _options = options;
        _servers = [.. options.Servers];
        if (options.Shuffle)
        {
            Random.Shared.Shuffle(_servers);
        }
    }

    /// <summary>Why each server did not take the session when it was last tried.</summary>
    public ImmutableArray<ConnectAttempt> Failures =>
        [.. _options.Servers.Distinct().Select(server =>
            new ConnectAttempt(server, _reasons.GetValueOrDefault(server, "not tried")))];

    /// <summary>Tries until a server answers; it starts behind the server that answered last.</summary>
    /// <param name="request">Made anew for each server.</param>
    public async Task<Handshake> ConnectAsync(Func<ConnectRequest> request, CancellationToken cancellationToken)
    {
        if (_connectedAt == 0 || Stopwatch.GetElapsedTime(_connectedAt) > Settled)
        {
            _troubleSince = Stopwatch.GetTimestamp();
        }
        else
        {
            await PauseAsync(cancellationToken);
        }

        for (var tried = 1; ; tried++)
        {
            var server = _servers[_next];
            _next = (_next + 1) % _servers.Length;
            try
            {
                var handshake = await Handshake.OpenAsync(server, request(), _options, cancellationToken);
                _connectedAt = Stopwatch.GetTimestamp();
                return handshake;
            }
            catch (IOException fault)
            {
                _reasons[server] = fault.Message;
            }

            if (tried % _servers.Length == 0)
            {
                await PauseAsync(cancellationToken);
            }
        }
    }

    private Task PauseAsync(CancellationToken cancellationToken) => Task.Delay(
        RetryPause.After(Stopwatch.GetElapsedTime(_troubleSince), Random.Shared.NextDouble()), cancellationToken);
}
