using System.Collections.Immutable;
using System.Numerics;
using System.Text;

namespace Unit.Planning.Model;

/// <summary>
/// ZooKeeper's election and broadcast, one message at a time: a transition system that shares nothing with the model
/// it checks. Servers hear each other's votes in any order, suspect at any time, elect, copy, write and acknowledge;
/// one of them may crash and restart with what its file says. Calm courses come first; two writes and
/// two more epochs at most.
/// </summary>
/// <param name="Committed">Bits of the writes that were acknowledged to clients.</param>
internal sealed partial record Oracle(ImmutableArray<Node> Nodes, int Committed, int Writes, int Crashes)
{
    private const int MostWrites = 2;
    private const int MoreEpochs = 2;

    private const int ReconfigBit = 1 << 8;

    private int EpochLimit { get; init; } = int.MaxValue;

    /// <summary>
    /// Voters that the leader may propose, once; 0: none. The list is then copied with the log, not from a file.
    /// </summary>
    public int Wanted { get; init; }

    /// <summary>
    /// Majorities of both lists are asked for while a reconfig is pending; else only of the new one, which is wrong.
    /// </summary>
    public bool Joint { get; init; } = true;

    public bool IsDynamic { get; init; }

    /// <summary>Whom the others take each server for, where two may claim one id; empty: each is its own.</summary>
    public ImmutableArray<int> Sids { get; init; } = [];

    /// <summary>Looks at every state within reach, up to a limit.</summary>
    /// <returns>What is wrong in the first bad one; null where none was met.</returns>
    public static string? Explore(Oracle start, int limit)
    {
        start = start with { EpochLimit = start.Nodes.Max(node => node.Epoch) + MoreEpochs };
        HashSet<string> seen = [start.Key];
        PriorityQueue<Oracle, int> queue = new([(start, 0)]);
        while (queue.TryDequeue(out var state, out var upsets))
        {
            if (state.Fault is { } fault)
            {
                return fault;
            }

            foreach (var (next, more) in state.Next())
            {
                if (seen.Count < limit && seen.Add(next.Key))
                {
                    queue.Enqueue(next, upsets + more);
                }
            }
        }

        return null;
    }

    /// <summary>
    /// Lets the servers agree as they do when all messages arrive and nobody fails; those that never do are left as
    /// they are after a while.
    /// </summary>
    public Oracle Settle()
    {
        var state = this;
        for (var moves = 0; moves < 300 && state.Calm().FirstOrDefault() is { } next; moves++)
        {
            state = next;
        }

        return state;
    }

    /// <summary>It leads or follows, and what its leader holds is acknowledged and held by it too: a gate.</summary>
    public bool Serves(int at) => Nodes[at] is { Phase: Phase.Leading, Joined: true } ? Support(at, joined: true)
        : Nodes[at] is { Phase: Phase.Following, Joined: true } && Nodes[at].Epoch == Leader(at).Epoch
            && Leader(at) is { Phase: Phase.Leading, Joined: true } && Support(Nodes[at].Vote.Sid, joined: true);

    /// <summary>After a marker that went round: all that serve hold the same, and nothing is under way.</summary>
    public Oracle Marked()
    {
        var leader = Ids.FirstOrDefault(at => Nodes[at].Phase == Phase.Leading && Serves(at), -1);
        return leader < 0 ? this : Ids.Where(at => at != leader && Serves(at) && Nodes[at].Vote.Sid == leader)
            .Aggregate(this, (now, at) => now.Copy(at, leader)).Commit(leader).Compact();
    }

    /// <summary>With one more write that each bare majority of the leader's list alone may hold.</summary>
    public IEnumerable<Oracle> Written()
    {
        yield return this;
        foreach (var leader in Ids.Where(at => Nodes[at].Phase == Phase.Leading && Serves(at)))
        {
            var followers = Ids.Where(at => at != leader && Serves(at) && Nodes[at].Vote.Sid == leader
                && Has(Nodes[leader].List, Sid(at))).ToList();
            var needed = BitOperations.PopCount((uint)Nodes[leader].List) / 2;
            for (var set = 0; set < 1 << followers.Count; set++)
            {
                if (BitOperations.PopCount((uint)set) == needed)
                {
                    yield return followers.Where((_, order) => Has(set, order))
                        .Aggregate(Write(leader), (now, at) => now.Acknowledge(at));
                }
            }
        }
    }

    /// <summary>A leader and those with its list are cut off for a while from all with another list.</summary>
    public Oracle Parted() =>
        Ids.Where(at => Nodes[at].Phase == Phase.Leading).Select(at => Nodes[at].List).Distinct().Count() != 1
            ? this
            : Ids.Where(at => Nodes[at].IsUp
                && Nodes[at].List != Nodes.First(node => node.Phase == Phase.Leading).List)
                .Aggregate(this, (state, at) => state.With(at, node => node.Looking(at)));

    public Oracle With(int at, Func<Node, Node> change) => this with { Nodes = Nodes.SetItem(at, change(Nodes[at])) };

    private string? Fault
    {
        get
        {
            var leaders = Ids.Where(at =>
                Nodes[at] is { Phase: Phase.Leading, Joined: true } && Support(at, joined: true)).ToList();
            return leaders.Count > 1 ? "two leaders"
                : leaders.Exists(at => (Nodes[at].Log & Committed) != Committed
                    && Nodes[at].Epoch == Nodes.Max(node => node.Epoch))
                    ? "a leader lacks an acknowledged write" : null;
        }
    }

    private IEnumerable<int> Ids => Enumerable.Range(0, Nodes.Length);

    /// <summary>All that tells two states apart, one letter for each number.</summary>
    public string Key
    {
        get
        {
            var key = new StringBuilder(4 + (12 * Nodes.Length));
            key.Append((char)Committed).Append((char)Writes).Append((char)Crashes).Append((char)Wanted);
            foreach (var node in Nodes)
            {
                key.Append((char)node.List).Append((char)node.File).Append((char)node.Phase).Append((char)node.Epoch)
                    .Append((char)node.Log).Append((char)node.Zxid).Append((char)node.Pending)
                    .Append(node.Joined ? '1' : '0')
                    .Append((char)node.Vote.Epoch).Append((char)node.Vote.Zxid).Append((char)node.Vote.Sid);
            }

            return key.ToString();
        }
    }

    private IEnumerable<(Oracle State, int Upsets)> Next() =>
    [
        .. Calm().Select(state => (state, 0)),
        .. Ids.Where(at => Nodes[at].Phase >= Phase.Following).Select(at => (With(at, node => node.Looking(at)), 1)),
        .. Ids.Where(at => Crashes > 0 && Nodes[at].File != 0).Select(at =>
            (With(at, node => (node with { List = node.File }).Looking(at)) with { Crashes = Crashes - 1 }, 1)),
        .. Ids.Where(at => Writes < MostWrites && Nodes[at] is { Phase: Phase.Leading, Joined: true })
            .Select(at => (Write(at), 0)),
        .. Ids.Where(at => Wanted != 0 && Nodes[at] is { Phase: Phase.Leading, Joined: true, Pending: 0 })
            .Select(at => (Propose(at), 0)),
        .. Ids.Where(at => Nodes[at] is { Phase: Phase.Following, Joined: true } && Leader(at).Phase == Phase.Leading
                && (Nodes[at].Log, Follows(at)) != (Leader(at).Log, true))
            .Select(at => (Acknowledge(at), 0)),
    ];

    private IEnumerable<Oracle> Calm()
    {
        foreach (var at in Ids.Where(at => Nodes[at].Phase == Phase.Looking))
        {
            var node = Nodes[at];
            foreach (var vote in Ids.Where(peer => Nodes[peer].IsUp && Has(node.Known, Sid(peer)))
                .Select(peer => Nodes[peer].Vote).Distinct()
                .Where(vote => Has(node.Known, Sid(vote.Sid)) && vote.Beats(node.Vote)))
            {
                yield return With(at, one => one with { Vote = vote });
            }

            if (node.Vote.Sid == at && Has(node.Known, Sid(at)) && Agreed(at, at))
            {
                yield return With(at, one => one with { Phase = Phase.Leading });
            }

            foreach (var leader in Ids.Where(leader => leader != at && Has(node.Known, Sid(leader))
                && Nodes[leader].Phase == Phase.Leading && Nodes[leader].Epoch >= node.Epoch
                && (Agreed(at, leader) || Established(at, leader))))
            {
                yield return With(at, one => one with
                {
                    Phase = Phase.Following, Vote = Nodes[leader].Vote with { Sid = leader },
                });
            }
        }

        foreach (var at in Ids.Where(at =>
            Nodes[at] is { Phase: Phase.Leading, Joined: false } && Support(at, joined: false)))
        {
            var epoch = Nodes.Max(node => node.Epoch) + 1;
            if (epoch <= EpochLimit)
            {
                yield return Establish(at, epoch);
            }
        }

        foreach (var at in Ids.Where(at => Nodes[at] is { Phase: Phase.Following, Joined: false }
            && Leader(at) is { Phase: Phase.Leading, Joined: true } leader && leader.Epoch >= Nodes[at].Epoch))
        {
            yield return Copy(at, Nodes[at].Vote.Sid);
        }

        foreach (var at in Ids.Where(Deserted))
        {
            yield return With(at, node => node.Looking(at));
        }
    }

    /// <summary>Its leader leads no longer; or it leads, and too few follow.</summary>
    private bool Deserted(int at) => Nodes[at].Phase switch
    {
        Phase.Following => Leader(at).Phase != Phase.Leading
            || (Nodes[at].Joined && Nodes[at].Epoch != Leader(at).Epoch),
        Phase.Leading => Nodes[at].Joined && !Support(at, joined: false),
        _ => false,
    };

    /// <summary>A majority of its list votes for the leader.</summary>
    private bool Agreed(int at, int leader) => Nodes[at].Vote.Sid == leader
        && IsMajority(at, peer => Nodes[peer].IsUp && Nodes[peer].Vote.Sid == leader);

    /// <summary>A majority of its list follows or leads; its own vote does not count.</summary>
    private bool Established(int at, int leader) => IsMajority(at, peer => peer != at
        && (peer == leader || (Nodes[peer].Phase == Phase.Following && Nodes[peer].Vote.Sid == leader)));

    private bool Support(int leader, bool joined) => IsMajority(leader, peer => peer == leader
        || (Nodes[peer].Phase == Phase.Following && Nodes[peer].Vote.Sid == leader
            && (!joined || (Nodes[peer].Joined && Nodes[peer].Epoch == Nodes[leader].Epoch))));

    private int Sid(int at) => Sids.IsEmpty ? at : Sids[at];

    private Node Leader(int at) => Nodes[Nodes[at].Vote.Sid];

    private static bool Has(int list, int at) => (list >> at & 1) != 0;

    /// <summary>By its own list, and by that of a pending reconfig.</summary>
    private bool IsMajority(int at, Func<int, bool> counts) => Nodes[at] is var node
        && (node.Pending == 0 || IsMajorityOf(node.Pending, counts))
        && ((node.Pending != 0 && !Joint) || IsMajorityOf(node.List, counts));

    private bool IsMajorityOf(int list, Func<int, bool> counts) =>
        2 * Ids.Where(counts).Select(Sid).Distinct().Count(sid => Has(list, sid)) > BitOperations.PopCount((uint)list);
}
