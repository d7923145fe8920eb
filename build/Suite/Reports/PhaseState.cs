namespace Suite.Reports;

/// <summary>A part of a server's time.</summary>
/// <param name="From">Since the start of the run.</param>
/// <param name="Step">Number of the step under way; null between steps.</param>
/// <param name="Votes">As far as the steps tell; a follower without a vote calls itself a follower.</param>
internal sealed record Phase(PhaseState State, TimeSpan From, TimeSpan To, int? Step, bool Votes = true);

/// <summary>What a server did in a part of the time.</summary>
internal enum PhaseState
{
    /// <summary>Nothing answers on its client port, and no step has to do with it.</summary>
    Down,

    /// <summary>A step starts it, and it does not answer yet.</summary>
    Starting,

    /// <summary>A step stops it and starts it again, and it does not answer.</summary>
    Restarting,

    /// <summary>A step stops it for good, and it does not answer any more.</summary>
    Stopping,

    /// <summary>It is stopped and its data are put aside: it is no member any more.</summary>
    Left,

    /// <summary>It runs and cannot serve before others come.</summary>
    Waiting,

    /// <summary>It runs and does not serve: it looks for a leader or copies the data.</summary>
    Syncing,

    Observer,

    /// <summary>It follows and serves, and is no member yet: it has no vote.</summary>
    Learner,

    /// <summary>It follows, with a vote.</summary>
    Follower,

    Leader,

    /// <summary>It serves alone.</summary>
    Standalone,

    /// <summary>It serves; as what was not asked.</summary>
    Serving,

    /// <summary>Its step failed: what it does since then was not measured.</summary>
    Unclear,
}
