using System.Collections.Immutable;
using System.Net;
using Ensembles.Histories;
using Ensembles.Inventories;
using Ensembles.Inventories.Security;
using Ensembles.Membership;
using ZooKeeper.Configuration;
using ZooKeeper.Status;

namespace Ensembles.Observing;

/// <summary>What one server is, seen on its host and through its client port.</summary>
public sealed record ServerObservation
{
    /// <summary>As long as a Java machine on a busy host may take from its port to its first answer.</summary>
    private static readonly TimeSpan Beginning = TimeSpan.FromSeconds(20);

    public required Server Server { get; init; }

    public required HostFacts Facts { get; init; }

    /// <summary>Null when nothing answers on the client port.</summary>
    public ServerStatus? Status { get; init; }

    public required RunningConfig InForce { get; init; }

    /// <summary>
    /// What it would start with now, by its files; of a server that is down the same as it has in force.
    /// </summary>
    public RunningConfig? Filed { get; init; }

    /// <inheritdoc cref="ServerState.LastConfig"/>
    public RunningConfig? Last { get; init; }

    /// <inheritdoc cref="ServerState.Link"/>
    public QuorumLink? Link { get; init; }

    /// <inheritdoc cref="ServerState.OnDiskLink"/>
    public QuorumLink? FiledLink { get; init; }

    /// <summary>
    /// What its election port answers to a greeting by TLS, as measured; null where it was not asked or not reached.
    /// Asked where TLS or SASL between servers is in play.
    /// </summary>
    public TlsGreeting? Greeting { get; init; }

    /// <summary>The certificates of the key store that the suite keeps for it, in PEM and without the key; null: there is none.</summary>
    public string? KeyStore { get; init; }

    /// <summary>The trust store that the suite keeps for it, in PEM, as it stands on its host; null: there is none.</summary>
    public string? TrustStore { get; init; }

    /// <summary>The same as it was when the process was started; null where that is not known.</summary>
    public string? StartedTrustStore { get; init; }

    /// <summary>Which stores its process runs with, and whether it reads them anew.</summary>
    internal StoreSettings Stores { get; init; } = new(null, Rereads: false);

    /// <inheritdoc cref="ServerState.Rereads"/>
    public bool Rereads { get; init; }

    /// <summary>
    /// Why it cannot be told whom it trusts, or what it shows, where that matters; null: it can, or it does not matter.
    /// </summary>
    public string? WhyTrustUnknown { get; init; }

    /// <summary>It runs with SASL for clients, or it does not run and would start with it.</summary>
    public bool TakesLogins { get; init; } = true;

    /// <summary>Servers that an unfinished rollout takes out, as their members' hosts note them.</summary>
    public ImmutableArray<ServerLine> Noted { get; init; } = [];

    /// <inheritdoc cref="ServerState.Unreachable"/>
    public bool Unreachable { get; init; }

    /// <inheritdoc cref="ServerState.Ports"/>
    public PortReading? Ports { get; init; }

    /// <inheritdoc cref="ServerState.PlaceUnknown"/>
    public bool PlaceUnknown { get; init; }

    /// <summary>What it runs with that the inventory wants otherwise, apart from the membership.</summary>
    public required ImmutableArray<FileDifference> Differences { get; init; }

    /// <summary>
    /// What was written into its files since it was started, not by the suite: neither what it runs with nor what the inventory wants.
    /// The membership is left out (<see cref="Filed"/>).
    /// </summary>
    public ImmutableArray<FileDifference> Edited { get; init; } = [];

    /// <inheritdoc cref="ServerState.Unmodelled"/>
    public ImmutableArray<UnmodelledLine> Unmodelled { get; init; } = [];

    /// <summary>
    /// Tick, limits and <c>jute.maxbuffer</c> that it runs with, by key; those that it does not tell are left out.
    /// </summary>
    public ImmutableSortedDictionary<string, string> Limits { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The same by its files: what it would start with.</summary>
    public ImmutableSortedDictionary<string, string> FiledLimits { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The id that it runs with, or would start with: null where there is no <c>myid</c>.</summary>
    public string? ClaimedId { get; init; }

    /// <summary>What keeps it running, beside what the inventory says of it.</summary>
    internal ServiceMatch Service { get; init; } = new(null, null);

    /// <inheritdoc cref="ServerState.WhyNotStartable"/>
    public string? WhyNotStartable { get; init; }

    /// <summary>What is otherwise than the inventory says or than it was left.</summary>
    public ImmutableArray<Drift> Drift => [.. Drifts.Of(this)];

    /// <summary>
    /// The texts of its files on its host, by path. They hold secrets: shown only as <see cref="ChangedFile"/>.
    /// </summary>
    public ImmutableSortedDictionary<string, string> Files { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>
    /// What its process was started with, by the path at which a start would read it; empty where that is not known. They
    /// hold secrets.
    /// </summary>
    internal ImmutableSortedDictionary<string, string> StartedFiles { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>
    /// The key stores and logins that its process runs with, by name, with their SHA-256; those of which that is not known
    /// are left out.
    /// </summary>
    internal ImmutableSortedDictionary<string, string> StartedStores { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty;

    /// <inheritdoc cref="ServerState.StoresDiffer"/>
    public bool StoresDiffer { get; init; }

    /// <summary>
    /// Names of former stores that an earlier run has kept for a server that serves with those that stand there: of no use any more.
    /// </summary>
    internal ImmutableArray<string> StaleStores =>
    [
        .. Status?.Mode.Serves() == true ? Facts.KeptStores.Where(name =>
            (!StoresDiffer || name == SecuritySettings.Logins) && StartedStores.GetValueOrDefault(name) is { } read
            && read == Facts.Digests.GetValueOrDefault(Server.LivePath(name))) : [],
    ];

    /// <summary>By the note of its last start by the suite it was a single server; false where there is none.</summary>
    public bool WasAlone { get; init; }

    /// <summary>What was noted of its tree by an earlier run; null where there is no note.</summary>
    public HistoryRecord? History { get; init; }

    /// <summary>The text of the note of the inventories that were carried out; null where there is none.</summary>
    public string? InventoryNote { get; init; }

    /// <summary>
    /// Of one that leads: whether its tree is the one that servers have noted, or hold on their disks.
    /// </summary>
    public ImmutableArray<HistoryFinding> Histories { get; init; } = [];

    /// <summary>What it holds: by its own word where it serves, and on its disk.</summary>
    public DataHolding Holding
    {
        get
        {
            var held = Facts.Held with { AcceptedEpoch = Facts.AcceptedEpoch, CurrentEpoch = Facts.CurrentEpoch };
            return Status is { Mode: not ServerMode.NotServing } told
                ? held with { Znodes = told.NodeCount, Newest = told.Zxid, Told = true }
                : held;
        }
    }

    /// <summary>
    /// Its process lives and does not answer, and not because it was started just now: it is suspended, or listens on
    /// its client port and says nothing.
    /// </summary>
    public bool Hangs => Facts.Process is { } process && (process.Suspended || (Status is null && !HasAnswered
        && process.ListeningPorts.Contains(Server.ClientPort) && process.Uptime > Beginning));

    /// <summary>
    /// It does not run, and another program listens where its client port is to be: no start would succeed. One that
    /// answers as ZooKeeper does is <see cref="ServerState.Foreign"/> as well.
    /// </summary>
    public bool PortTaken => Facts.Pid is null && Facts.Taken.Any(place => place.Port == Server.ClientPort
        && (WildcardAddress.Is(place.Address) || !IPAddress.TryParse(Server.OwnClientAddress, out var own) || own.Equals(place.Address)));

    /// <summary>It has answered something on its client port, though not what it is.</summary>
    public bool HasAnswered { get; init; }

    /// <summary>
    /// It does not serve, holds no log at all, and its snapshots end before the transaction that an earlier run has noted beside
    /// them: its folder of logs is there and is another one, as behind a disk that was replaced.
    /// </summary>
    private bool LacksNoted => Status?.Mode.Serves() != true && Facts is { HasData: true, HasLogs: false } && History?.Zxid > Facts.Held.Newest;

    /// <summary>What planning needs of it.</summary>
    public ServerState State => new()
    {
        Server = Server,
        Running = Facts.Pid is not null,
        Mode = Status?.Mode,
        Version = Status?.Version,
        HasData = Facts.HasData,
        MissingFolder = Facts.Missing ?? (LacksNoted ? Server.Paths.DataLog : null),
        LacksConfigFile = !Unreachable && !Files.ContainsKey(Server.ZooCfgPath()),
        Data = Holding,
        MayInitialize = Facts.MayInitialize,
        WasAlone = Facts.Pid is null && WasAlone,
        Histories = Histories,
        OnlyLogs = Facts.OnlyLogs,
        Unreachable = Unreachable,
        Ports = Ports,
        PlaceUnknown = PlaceUnknown,
        WhyNotStoppable = Service.Refusal,
        WhyNotStartable = WhyNotStartable,
        MovesFrom = Service.Move,
        RunningConfig = InForce,
        OnDiskConfig = Filed,
        LastConfig = Last,
        Link = Link,
        OnDiskLink = FiledLink == Link ? null : FiledLink,
        Outdated = !Differences.IsEmpty,
        Rereads = Rereads,
        StoresDiffer = StoresDiffer,
        Unmodelled = Unmodelled,
        IsForeignStart = Facts is { Process: not null, StartedByUs: false },
        Hangs = Hangs,
        Process = Facts.Pid,
        Uptime = Facts.Uptime,
    };
}

/// <summary>One key, or a whole file, that differs.</summary>
/// <param name="Key">Null where the file is compared as a whole.</param>
/// <param name="InForce">Null where it is missing; secrets are masked.</param>
/// <param name="Wanted">Null where it should not be there; secrets are masked.</param>
public sealed record FileDifference(string File, string? Key, string? InForce, string? Wanted)
{
    /// <summary>The file was written after the process was started, which has not read it.</summary>
    public bool IsUnread { get; init; }

    public override string ToString() => IsUnread
        ? $"{File} was written after the process was started, which does not run with it"
        : Key is null
        ? $"{File} differs"
        : $"{File}: {Key} is {InForce ?? "not set"}, wanted {Wanted ?? "not set"}";
}
