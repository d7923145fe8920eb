using Ensembles.Inventories.Security;

namespace Ensembles.Planning.QuorumModel;

/// <summary>One server in a situation.</summary>
internal sealed record ModelServer(int Id, uint Bit)
{
    public bool Running { get; init; }

    /// <summary>What it runs with; of a server that is down: what it last ran with, of no effect.</summary>
    public VotingView? RunningView { get; init; }

    /// <summary>What it would start with; null for a server that was never set up.</summary>
    public VotingView? OnDiskView { get; init; }

    /// <summary>How it speaks to the others, as it runs.</summary>
    public QuorumLink RunningLink { get; init; }

    /// <summary>The same as it would start.</summary>
    public QuorumLink OnDiskLink { get; init; }

    public DataOrigin Data { get; init; }

    /// <summary>Where its data are: a host and an election port; null where it has none and does not run.</summary>
    public string? Place { get; init; }

    /// <summary>How many reconfigs its log holds: a server that holds one votes for none that lacks it.</summary>
    public int Reconfigs { get; init; }

    /// <summary>Was told by the <c>initialize</c> file that it may vote although it is empty (ZOOKEEPER-261).</summary>
    public bool Initialize { get; init; }

    /// <summary>What counts now, or once it is started.</summary>
    public VotingView? View => Running ? RunningView : OnDiskView;

    /// <inheritdoc cref="View"/>
    public QuorumLink Link => Running ? RunningLink : OnDiskLink;

    /// <summary>A restart would bring it back otherwise than it runs.</summary>
    public bool WouldChange => OnDiskView != RunningView || OnDiskLink != RunningLink;

    public bool Votes(bool guarded) =>
        View is { } view && (view.Known & Bit) != 0 && (Data != DataOrigin.Nothing || Initialize || !guarded);

    /// <summary>The two can talk: each takes what the other speaks.</summary>
    public bool Reaches(ModelServer other) => other.Bit == Bit || Link.Reaches(other.Link);

    /// <summary>Knows it as a voter with a weight, and holds no reconfig that it lacks; for itself it always votes.</summary>
    public bool Accepts(ModelServer leader) => KnowsLeader(leader) && Reconfigs <= leader.Reconfigs;

    /// <summary>
    /// It votes for it where that is the foremost that it can talk to: also for itself without any weight.
    /// </summary>
    public bool KnowsLeader(ModelServer leader) => Reaches(leader) && Lists(leader);

    private bool Lists(ModelServer leader) =>
        View!.Value.Elects(leader.Bit) || (leader.Bit == Bit && (View.Value.Known & Bit) != 0);

    public ModelServer Restarted() =>
        this with { Running = true, RunningView = OnDiskView, RunningLink = OnDiskLink };
}

/// <summary>What a server's disk holds, as elections compare it.</summary>
internal enum DataOrigin
{
    /// <summary>Epoch 0, zxid 0.</summary>
    Nothing,

    /// <summary>This ensemble's transactions; which of the newest, <see cref="CommittedWrites"/> says.</summary>
    Ours,

    /// <summary>
    /// Another ensemble's, taken to be of a newer epoch: it wins every election that it takes part in.
    /// </summary>
    Foreign,
}
