using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using ZooKeeper.Client.Sasl;
using ZooKeeper.Wire.Messages;

namespace ZooKeeper.Client.Sessions;

/// <summary>Tries the servers in turn until one takes the session.</summary>
internal sealed class Dialer
{
    /// <summary>A connection that was lost sooner is a failure like one that never was: no hammering.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(1);

    /// <summary>
    /// So many logins in a row must fail, and at least one at each server, until those that a server did not expressly
    /// refuse count as refused.
    /// </summary>
    private const int FailedLogins = 3;

    private readonly ZooKeeperOptions options;
    private readonly HostPort[] servers;
    private readonly ConcurrentDictionary<HostPort, string> reasons = new();
    private int next;
    private int failedLogins;
    private long troubleSince;
    private long connectedAt;
    private TimeSpan usual;

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
    /// <param name="request">For a session that exists, attempts are short at first.</param>
    /// <exception cref="AuthFailedException">The login was refused.</exception>
    public async Task<Handshake> ConnectAsync(ConnectRequest request, CancellationToken cancellationToken)
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
                return await TryAsync(server, request, cancellationToken);
            }
            catch (IOException fault)
            {
                reasons[server] = fault.Message;
                GiveUpAfter(fault, server);
            }

            if (tried % servers.Length == 0)
            {
                await PauseAsync(cancellationToken);
            }
        }
    }

    private async Task<Handshake> TryAsync(
        HostPort server, ConnectRequest request, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        var within = request.SessionId == 0
            ? options.ConnectTimeout : Pace.Patience(Stopwatch.GetElapsedTime(troubleSince), usual, options);
        var handshake = await Handshake.OpenAsync(server, request, within, options, cancellationToken);
        connectedAt = Stopwatch.GetTimestamp();
        usual = Stopwatch.GetElapsedTime(start);
        failedLogins = 0;
        return handshake;
    }

    private void GiveUpAfter(IOException fault, HostPort server)
    {
        if (fault is SaslException login && (login.IsFinal || ++failedLogins >= Math.Max(FailedLogins, servers.Length)))
        {
            throw new AuthFailedException("SASL login", null, server, login.Message);
        }
    }

    private Task PauseAsync(CancellationToken cancellationToken) => Task.Delay(
        Pace.Pause(Stopwatch.GetElapsedTime(troubleSince), Random.Shared.NextDouble()), cancellationToken);
}
