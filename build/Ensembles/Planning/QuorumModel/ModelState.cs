using System.Collections.Immutable;
using Ensembles.Inventories.Security;

namespace Ensembles.Planning.QuorumModel;

/// <summary>One state that a plan passes through.</summary>
internal sealed record ModelState(ImmutableArray<ModelServer> Servers)
{
    /// <summary>db.autocreate=false: an empty server neither votes nor counts (3.6 and later).</summary>
    public bool Guarded { get; init; }

    /// <summary>
    /// Acknowledgements of learners that the leader's list lacks are counted (Leader.processAck of 3.4).
    /// </summary>
    public bool CountsUnlisted { get; init; }

    /// <summary>
    /// A server calls back only whom it lists (3.4); later releases take the caller's word for its address. The larger
    /// id dials, so the server with the smaller one is called back (QuorumCnxManager.receiveConnection).
    /// </summary>
    public bool CallsBackListed { get; init; }

    /// <summary>
    /// A leader stays in office with as many learners as its list needs, whether that names them or not
    /// (Leader.lead, QuorumMaj.containsQuorum of 3.4, which looks at the number alone).
    /// </summary>
    public bool CountsLearners { get; init; }

    /// <summary>Who stays in office by such learners, though none could elect it any more.</summary>
    public uint InOffice { get; init; }

    /// <summary>
    /// Who may lead just now: the server that was seen to, until a stop can have brought about an election. None: no server can.
    /// </summary>
    public uint Leaders { get; init; }

    /// <summary>A stop can have brought about an election, and nobody was seen to serve since.</summary>
    public bool IsElecting { get; init; }

    /// <summary>
    /// A server that is to move leadership leads when its step comes, and so is restarted. Default true; false: it does not,
    /// and runs on as it runs.
    /// </summary>
    public bool Yields { get; init; } = true;

    /// <summary>How servers speak to each other in the end.</summary>
    public QuorumLink WantedLink { get; init; }

    /// <summary>Elections looked at before: many situations differ only in what decides none.</summary>
    public ElectionMemory Memory { get; init; } = new();

    /// <summary>Where the writes acknowledged up to now are.</summary>
    public ImmutableArray<CommittedWrites> Writes { get; init; } = [];

    public uint Foreign => Mask(server => server.Data == DataOrigin.Foreign);

    public ModelServer Server(int id) => Servers.First(server => server.Id == id);

    /// <summary>Those of others whose votes come to a server that asks for them.</summary>
    public uint Heard(ModelServer by) => Mask(other => by.Reaches(other) && (other.Id <= by.Id || !CallsBackListed
        || other.View is not { } own || ((own.Known | own.Observers) & by.Bit) != 0));

    /// <summary>
    /// Those of others whose votes come to a server while an election goes on: each sends its vote to those that it lists. Who
    /// asks without being listed is told the vote of the election before (FastLeaderElection.sendNotifications; its
    /// WorkerReceiver answers with QuorumPeer.getCurrentVote), and the new one only once that server leads or follows.
    /// </summary>
    public uint Told(ModelServer by) => Heard(by) & Mask(other => other.View is { } own && (own.Known & by.Bit) != 0);

    public ModelState With(ModelServer changed) =>
        this with { Servers = [.. Servers.Select(server => server.Id == changed.Id ? changed : server)] };

    public ModelState WithServer(int id, Func<ModelServer, ModelServer> change) => With(change(Server(id)));

    /// <summary>Without the servers that are down.</summary>
    public ModelState OfRunning() => this with { Servers = Servers.RemoveAll(server => !server.Running) };

    public uint Mask(Func<ModelServer, bool> wanted) =>
        Servers.Aggregate(0u, (mask, server) => wanted(server) ? mask | server.Bit : mask);

    public IEnumerable<int> Ids(uint mask) => Servers.Where(server => (server.Bit & mask) != 0).Select(server => server.Id);

    /// <summary>
    /// Those who lead now, or after any election, may have acknowledged writes with any majority
    /// of their own configuration.
    /// </summary>
    /// <param name="only">Everything before is held by such a majority too: a marker was acknowledged and read.</param>
    public ModelState AfterWrites(bool only)
    {
        var now = Elections.Leading(this).Select(ByLeaderWith);
        var all = only ? now : Writes.Concat(now).DistinctBy(writes => string.Join(' ', writes.Shares));
        return this with { Writes = [.. all] };
    }

    private CommittedWrites ByLeaderWith(VotingView view)
    {
        var holders = Mask(server => server.Data == DataOrigin.Ours);
        var least = VotingView.Majority(view.Voters);
        if (view.Pending != 0)
        {
            return new(
            [
                new(view.Voters & holders, least) { Rule = view.Rule },
                new(view.Pending & holders, VotingView.Majority(view.Pending)) { Rule = view.PendingRule },
            ]);
        }

        if (view.Rule is { } rule)
        {
            return new([new(view.Voters & holders, least) { Rule = rule }]);
        }

        var unlisted = CountsUnlisted && least > 1 ? Unlisted(view) : 0;
        return CommittedWrites.By(holders & (view.Voters | unlisted), least);
    }

    /// <summary>Learners that take themselves for participants and that this ballot does not name.</summary>
    private uint Unlisted(VotingView view) => Mask(server =>
        server.Running && (view.Voters & server.Bit) == 0 && server.Votes(Guarded)
        && (server.View!.Value.Voters & view.Voters) != 0);
}
