using System.Collections.Immutable;

namespace Ensembles.Planning.Model;

/// <summary>One state that a plan passes through.</summary>
internal sealed record Situation(ImmutableArray<Seat> Seats)
{
    /// <summary>db.autocreate=false: an empty server neither votes nor counts (3.6 and later).</summary>
    public bool Guarded { get; init; }

    /// <summary>
    /// Acknowledgements of learners that the leader's list lacks are counted (Leader.processAck of 3.4).
    /// </summary>
    public bool CountsUnlisted { get; init; }

    /// <summary>
    /// A server calls back only whom it lists (3.4); later releases take the caller's word for its address. The larger
    /// id dials, so whoever has the smaller one is called back (QuorumCnxManager.receiveConnection).
    /// </summary>
    public bool CallsBackListed { get; init; }

    /// <summary>
    /// Who may lead just now: whoever was seen to, until a stop can have brought about an election. None: nobody can.
    /// </summary>
    public uint Leaders { get; init; }

    /// <summary>Elections looked at before: many situations differ only in what decides none.</summary>
    public ElectionMemory Memory { get; init; } = new();

    /// <summary>Where the writes acknowledged up to now are.</summary>
    public ImmutableArray<Written> Writes { get; init; } = [];

    public uint Foreign => Mask(seat => seat.Knows == Knows.Foreign);

    public Seat Seat(int id) => Seats.First(seat => seat.Id == id);

    /// <summary>Those of others whose votes come to a server that asks for them.</summary>
    public uint Heard(Seat by) => Mask(other => other.Id <= by.Id || !CallsBackListed
        || other.InForce is not { } own || (own.Known & by.Bit) != 0);

    public Situation With(Seat changed) =>
        this with { Seats = [.. Seats.Select(seat => seat.Id == changed.Id ? changed : seat)] };

    public Situation Change(int id, Func<Seat, Seat> change) => With(change(Seat(id)));

    /// <summary>Without the servers that are down.</summary>
    public Situation OfRunning() => this with { Seats = Seats.RemoveAll(seat => !seat.Running) };

    public uint Mask(Func<Seat, bool> wanted) =>
        Seats.Aggregate(0u, (mask, seat) => wanted(seat) ? mask | seat.Bit : mask);

    public IEnumerable<int> Ids(uint mask) => Seats.Where(seat => (seat.Bit & mask) != 0).Select(seat => seat.Id);

    /// <summary>
    /// Those who lead now, or after any election, may have acknowledged writes with any majority
    /// of their own configuration.
    /// </summary>
    /// <param name="only">Everything before is held by such a majority too: a marker was acknowledged and read.</param>
    public Situation Wrote(bool only)
    {
        var now = Elections.Leading(this).Select(ByLeaderWith);
        var all = only ? now : Writes.Concat(now).DistinctBy(written => string.Join(' ', written.Shares));
        return this with { Writes = [.. all] };
    }

    private Written ByLeaderWith(Ballot ballot)
    {
        var holders = Mask(seat => seat.Knows == Knows.Ours);
        var least = Ballot.Majority(ballot.Voters);
        if (ballot.Pending != 0)
        {
            return new(
            [
                new(ballot.Voters & holders, least) { Rule = ballot.Rule },
                new(ballot.Pending & holders, Ballot.Majority(ballot.Pending)) { Rule = ballot.PendingRule },
            ]);
        }

        if (ballot.Rule is { } rule)
        {
            return new([new(ballot.Voters & holders, least) { Rule = rule }]);
        }

        var unlisted = CountsUnlisted && least > 1 ? Unlisted(ballot) : 0;
        return Written.By(holders & (ballot.Voters | unlisted), least);
    }

    /// <summary>Learners that take themselves for participants and that this ballot does not name.</summary>
    private uint Unlisted(Ballot ballot) => Mask(seat =>
        seat.Running && (ballot.Voters & seat.Bit) == 0 && seat.Votes(Guarded)
        && (seat.InForce!.Value.Voters & ballot.Voters) != 0);
}
