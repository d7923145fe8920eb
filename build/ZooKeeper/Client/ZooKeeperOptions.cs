using System.Collections.Immutable;

namespace ZooKeeper.Client;

/// <summary>How a session is opened and kept.</summary>
public sealed record ZooKeeperOptions
{
    /// <summary>Client addresses of the ensemble's servers; at least one.</summary>
    public required ImmutableArray<HostPort> Servers { get; init; }

    /// <summary>
    /// Asked for; the server clamps it to its own bounds (2 to 20 ticks by default). A session whose client is silent
    /// for so long expires. Default 10 s.
    /// </summary>
    public TimeSpan SessionTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Bound of one attempt at one server: connection and handshake. Default 2 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Bound of the first attempts to reconnect; it grows to <see cref="ConnectTimeout"/> with the time lost.
    /// Default 200 ms.
    /// </summary>
    public TimeSpan ReconnectTimeout { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Bound of <see cref="ZooKeeperClient.ConnectAsync"/>, over all servers. Default 15 s.</summary>
    public TimeSpan EstablishTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Bound of the orderly end of the session in <c>DisposeAsync</c>. Default 2 s.</summary>
    public TimeSpan CloseTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Servers are tried in an order drawn once per client, so that many clients spread; otherwise as listed.
    /// Default true.
    /// </summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>
    /// Opens the byte stream to a server; the client owns and disposes it. Null: plain TCP without Nagle's delay.
    /// </summary>
    public Func<HostPort, CancellationToken, Task<Stream>>? Connector { get; init; }

    /// <summary>
    /// The session logs in by SASL, on every connection before anything else and within the bounds of an attempt.
    /// Null: it does not. Default null.
    /// </summary>
    public SaslLogin? Login { get; init; }

    /// <summary>Identities of the session, sent before anything else on every connection.</summary>
    public ImmutableArray<DigestCredential> Credentials { get; init; } = [];

    /// <summary>
    /// Largest reply accepted, in bytes. Lists of children exceed a server's own <c>jute.maxbuffer</c> of 1 MB.
    /// 1 kB to 1 GB, default 64 MB.
    /// </summary>
    public int MaxReplyBytes { get; init; } = 64 * 1024 * 1024;

    internal void Check()
    {
        if (Servers.IsDefaultOrEmpty)
        {
            throw new ArgumentException("name at least one server", nameof(Servers));
        }

        foreach (var (time, name) in new[]
        {
            (SessionTimeout, nameof(SessionTimeout)), (ConnectTimeout, nameof(ConnectTimeout)),
            (ReconnectTimeout, nameof(ReconnectTimeout)), (EstablishTimeout, nameof(EstablishTimeout)),
            (CloseTimeout, nameof(CloseTimeout)),
        })
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(time, TimeSpan.Zero, name);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(time, TimeSpan.FromMilliseconds(int.MaxValue), name);
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(MaxReplyBytes, 1024, nameof(MaxReplyBytes));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxReplyBytes, 1 << 30, nameof(MaxReplyBytes));
    }
}
