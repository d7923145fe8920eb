using System.Collections.Immutable;
using Ensembles.Histories;
using Ensembles.Inventories;
using Ensembles.Inventories.Security;
using ZooKeeper.Configuration;
using ZooKeeper.Status;

namespace Ensembles.Membership;

/// <summary>What planning needs to know of one server of the inventory.</summary>
public sealed record ServerState
{
    public required Server Server { get; init; }

    public int Id => Server.Id;

    /// <summary>Its process lives.</summary>
    public required bool Running { get; init; }

    /// <summary>What <c>srvr</c> says; null when nothing answers.</summary>
    public ServerMode? Mode { get; init; }

    /// <summary>The version that it runs; null when nothing answers.</summary>
    public Version? Version { get; init; }

    /// <summary>It holds transactions: not a server that never was a member.</summary>
    public required bool HasData { get; init; }

    /// <summary>
    /// The folder of its snapshots or of its logs that is gone while the other one is there, or that of its logs where it
    /// holds less than was noted of it; null: none.
    /// </summary>
    public string? MissingFolder { get; init; }

    /// <summary>There is no configuration file in its folder, as where only its data are there.</summary>
    public bool LacksConfigFile { get; init; }

    /// <summary>It holds all that it held when it ran, as far as folders tell.</summary>
    public bool IsWhole => HasData && MissingFolder is null;

    /// <summary>How much that is, as measured.</summary>
    public DataHolding Data { get; init; } = DataHolding.Nothing;

    /// <summary>Empty, it would vote all the same: the file <c>initialize</c> lies in its data folder.</summary>
    public bool MayInitialize { get; init; }

    /// <summary>Of one that is down: it ran as a single server last, so no other server has anything that it lacks.</summary>
    public bool WasAlone { get; init; }

    /// <summary>
    /// Of one that leads: whether its tree is the one that servers have noted, or hold on their disks.
    /// </summary>
    public ImmutableArray<HistoryFinding> Histories { get; init; } = [];

    /// <summary>It holds transaction logs and no snapshot, as young followers of 3.4 do.</summary>
    public bool OnlyLogs { get; init; }

    /// <summary>The configuration it runs with; of a server that is down: the one it would start with.</summary>
    public required RunningConfig RunningConfig { get; init; }

    /// <summary>
    /// What it would start with now, by its files; null where that is what it runs with. A run that was killed between
    /// the writing of files and the restart leaves such a server, and so does a hand that edits zoo.cfg.
    /// </summary>
    public RunningConfig? OnDiskConfig { get; init; }

    /// <summary>What it was started with last, as far as the suite has started it; null where that is not known.</summary>
    public RunningConfig? LastConfig { get; init; }

    /// <summary>
    /// How it speaks to the other servers, by the configuration that it runs with; of a server that is down: by its
    /// files. Null where it has none.
    /// </summary>
    public QuorumLink? Link { get; init; }

    /// <summary>The same by its files, where it runs with another one.</summary>
    public QuorumLink? OnDiskLink { get; init; }

    /// <summary>It reads its key store and trust store anew when they change, and shows which it has read.</summary>
    public bool Rereads { get; init; }

    /// <summary>
    /// It runs, reads its key store and trust store anew when they change, and one of them is not the wanted one, or was not
    /// seen to be read.
    /// </summary>
    public bool StoresDiffer { get; init; }

    /// <summary>Settings, Java options or release differ from the inventory's, apart from the membership.</summary>
    public required bool Outdated { get; init; }

    /// <summary>Why it is restarted though nothing differs; null: it is not.</summary>
    public string? RestartReason { get; init; }

    /// <summary>How long its process runs, to the second; null where it is down or its host does not tell.</summary>
    public TimeSpan? Uptime { get; init; }

    /// <summary>Its process was not started by the suite: with which files is known only from outside.</summary>
    public bool IsForeignStart { get; init; }

    /// <summary>Its process lives and answers nothing (suspended, or stuck), longer than a start takes.</summary>
    public bool Hangs { get; init; }

    /// <summary>Its process id, for messages; null where it is down.</summary>
    public int? Process { get; init; }

    /// <summary>
    /// It runs, does not serve, and will not come to by itself with the wanted files: those that it has read are
    /// others, or it is not known which, or it hangs.
    /// </summary>
    public bool IsStuck => Running && !Serving && (Outdated || IsForeignStart || Hangs);

    /// <summary>
    /// Why it must not be stopped: what keeps it running is not what the inventory says, and would start it again. With
    /// the way out; null: it can be stopped.
    /// </summary>
    public string? WhyNotStoppable { get; init; }

    /// <summary>
    /// Of one that is to leave: why it could not be started again once it is stopped, a sentence without its full stop; null:
    /// it can.
    /// </summary>
    public string? WhyNotStartable { get; init; }

    /// <summary>
    /// What keeps it running and is switched off when a restart makes it a service of the suite's own; null: nothing.
    /// </summary>
    public string? MovesFrom { get; init; }

    /// <summary>
    /// Its host cannot be looked at, and it holds data for all that is known. Whether it runs is told by <see cref="Ports"/>
    /// alone: what cannot be reached is not down. Only leavers may be so.
    /// </summary>
    public bool Unreachable { get; init; }

    /// <summary>What its ports tell while it is <see cref="Unreachable"/>; null where they were not asked.</summary>
    public PortReading? Ports { get; init; }

    /// <summary>It is unreachable, and nothing has shown that it is down.</summary>
    public bool MayRun => Unreachable && Ports is not { IsClosed: true };

    /// <summary>
    /// A list names it, the inventory does not, and nothing says where its files and its client port are: the usual
    /// places have none of it.
    /// </summary>
    public bool PlaceUnknown { get; init; }

    /// <summary>
    /// Something answers on its client port, but no process on its host runs with its zoo.cfg: another ensemble.
    /// </summary>
    public bool Foreign => !Running && Mode is not null;

    /// <summary>What it runs with, or would start with, that the model of quorums does not know.</summary>
    public ImmutableArray<UnmodelledLine> Unmodelled { get; init; } = [];

    public bool Serving => Mode?.Serves() == true;

    public bool IsParticipant => Server.Role == Role.Participant;

    public bool Leads => Mode is ServerMode.Leader or ServerMode.Standalone;
}

/// <summary>A configuration in force.</summary>
public abstract record RunningConfig
{
    private RunningConfig()
    {
    }

    /// <summary>No configuration: the server was never set up.</summary>
    public sealed record Nothing : RunningConfig;

    /// <summary>A single server without any list.</summary>
    public sealed record Alone : RunningConfig;

    /// <summary>A list in zoo.cfg.</summary>
    public sealed record Static(EnsembleConfiguration Members) : RunningConfig;

    /// <summary>A list that ZooKeeper keeps.</summary>
    /// <param name="Kept">
    /// What the server's zoo.cfg says of it; null while it does not point to a file of members.
    /// </param>
    public sealed record Dynamic(EnsembleConfiguration Members, MembershipForm.DynamicKept? Kept) : RunningConfig;
}
