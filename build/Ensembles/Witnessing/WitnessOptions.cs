using System.Collections.Immutable;
using ZooKeeper;
using ZooKeeper.Client;

namespace Ensembles.Witnessing;

/// <summary>How much load the witness makes, and where.</summary>
public sealed record WitnessOptions
{
    private static readonly TimeSpan LongestInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Client addresses of all servers, members and joiners: one that does not run yet costs a refused connection.
    /// </summary>
    public required ImmutableArray<HostPort> Servers { get; init; }

    /// <summary>Names the run's znodes: letters, digits, <c>-</c>, <c>_</c>, <c>.</c>, at most 64.</summary>
    public required string Run { get; init; }

    /// <summary>Session k prefers server k mod n. Default 3; 1 to 100.</summary>
    public int Sessions { get; init; } = 3;

    /// <summary>
    /// From the start of a session's write to the start of its next, where servers answer soon. Default 20 ms; at least
    /// 1 ms.
    /// </summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>One earlier write is read back after so many writes. Default 10; at least 1.</summary>
    public int ReadEvery { get; init; } = 10;

    /// <summary>
    /// Writes per session; then it only reads, so that a rollout that lasts for hours does not fill the ensemble.
    /// Default 100,000: more than half an hour at the default interval.
    /// </summary>
    public int MostWrites { get; init; } = 100_000;

    /// <summary>Asked of the servers. Default 10 s.</summary>
    public TimeSpan SessionTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Writes no znodes: the sessions (which themselves are entries in the ensemble's log) ask for <c>/</c> only.
    /// </summary>
    public bool ReadOnly { get; init; }

    /// <summary>Until every session has had an operation acknowledged. Default 20 s.</summary>
    public TimeSpan StartDeadline { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Of an operation under way at the end, and of each proof of life after it. Default 3 s.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Opens the byte stream to a server; null: plain TCP.</summary>
    public Func<HostPort, CancellationToken, Task<Stream>>? Connector { get; init; }

    /// <summary>As whom its sessions log in; null: nobody. Default null.</summary>
    public SaslLogin? Login { get; init; }

    /// <summary>
    /// Identities of its sessions: where the root's ACL is closed, only these may write. Default: none.
    /// </summary>
    public ImmutableArray<DigestCredential> Credentials { get; init; } = [];

    /// <summary>
    /// The interval after an operation that took some time. A session is at work for a quarter of its time at most:
    /// servers that have just started, or are busy, are not kept from their work by being watched. One that has had to
    /// wait for long goes on at once.
    /// </summary>
    internal TimeSpan PaceAfter(TimeSpan took) =>
        TimeSpan.FromTicks(Math.Max(Interval.Ticks, Math.Min((took * 4).Ticks, LongestInterval.Ticks)));

    /// <exception cref="ArgumentException">An option is outside of its range.</exception>
    internal void Check()
    {
        Require(!Servers.IsDefaultOrEmpty, "needs at least one server");
        Require(
            Run.Length is > 0 and <= 64 && Run.Trim('.').Length > 0 &&
            Run.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'),
            $"cannot use '{Run}' as the name of its run: letters, digits, - _ . and at most 64 of them");
        Require(Sessions is > 0 and <= 100, "takes 1 to 100 sessions");
        Require(Interval >= TimeSpan.FromMilliseconds(1), "takes an interval of at least 1 ms");
        Require(ReadEvery > 0, "reads once after 1 or more writes");

        static void Require(bool holds, string otherwise)
        {
            if (!holds)
            {
                throw new ArgumentException($"The witness {otherwise}.");
            }
        }
    }

    /// <summary>How the session with this index is opened: its own server first, then the others in turn.</summary>
    internal ZooKeeperOptions Client(int session)
    {
        var first = session % Servers.Length;
        return new ZooKeeperOptions
        {
            Servers = [.. Servers.Skip(first), .. Servers.Take(first)],
            Shuffle = false,
            SessionTimeout = SessionTimeout,
            // All servers are to be tried within the life of a session, as the Java client does (ClientCnxn).
            ConnectTimeout = Between(0.3, SessionTimeout.TotalSeconds / (Servers.Length + 1), 2),
            // Ahead of the deadline, so that what is told is why no server took the session.
            EstablishTimeout = StartDeadline * 0.8,
            CloseTimeout = TimeSpan.FromSeconds(1),
            Connector = Connector,
            Login = Login,
            Credentials = Credentials,
        };
    }

    private static TimeSpan Between(double least, double seconds, double most) =>
        TimeSpan.FromSeconds(Math.Clamp(seconds, least, most));
}
