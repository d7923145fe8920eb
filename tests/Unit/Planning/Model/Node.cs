namespace Unit.Planning.Model;

/// <summary>One server of <see cref="Oracle"/>.</summary>
internal readonly record struct Node(int List, int File, Phase Phase, int Epoch, int Log, int Zxid, Vote Vote)
{
    /// <summary>Voters of a reconfig that it has logged and not activated; 0: none.</summary>
    public int Pending { get; init; }

    /// <summary>Whose votes it takes, and for whom.</summary>
    public int Known => List | Pending;

    /// <summary>A leader whose epoch a majority has accepted; a follower that has copied its leader's log.</summary>
    public bool Joined { get; init; }

    public bool IsUp => Phase != Phase.Down;

    public Node Looking(int id) => this with { Phase = Phase.Looking, Joined = false, Vote = new(Epoch, Zxid, id) };
}

internal enum Phase
{
    Down,
    Looking,
    Following,
    Leading,
}

/// <summary>Compared as FastLeaderElection.totalOrderPredicate does.</summary>
internal readonly record struct Vote(int Epoch, int Zxid, int Sid)
{
    public bool Beats(Vote other) => (Epoch, Zxid, Sid).CompareTo((other.Epoch, other.Zxid, other.Sid)) > 0;
}
