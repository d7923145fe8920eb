namespace Unit.Planning.Model;

/// <summary>What a leader does once it is elected: brings others to its log, writes, reconfigures, commits.</summary>
internal sealed partial record Oracle
{
    private Oracle Establish(int leader, int epoch)
    {
        var state = With(leader, node => node with { Joined = true, Epoch = epoch });
        return Ids.Where(at => Nodes[at].Phase == Phase.Following && Nodes[at].Vote.Sid == leader
            && Has(Nodes[leader].Known, Sid(at)))
            .Aggregate(state, (now, at) => now.Copy(at, leader)).Activate(leader);
    }

    private Oracle Copy(int at, int leader) => With(at, node => node with
    {
        Joined = true,
        Epoch = Nodes[leader].Epoch,
        Log = Nodes[leader].Log,
        Zxid = Nodes[leader].Zxid,
        List = IsDynamic ? Nodes[leader].List : node.List,
        File = IsDynamic ? Nodes[leader].List : node.File,
        Pending = Nodes[leader].Pending,
    });

    /// <summary>It has what its leader has activated.</summary>
    private bool Follows(int at) =>
        !IsDynamic || (Nodes[at].List, Nodes[at].Pending) == (Leader(at).List, Leader(at).Pending);

    private Oracle Propose(int leader) => (With(leader, node => node with
    {
        Pending = Wanted,
        Log = node.Log | ReconfigBit,
        Zxid = node.Zxid + 1,
    }) with { Wanted = 0 }).Commit(leader);

    /// <summary>A committed reconfig is in force at the leader; one that is not in it leads no longer.</summary>
    private Oracle Activate(int leader) => Nodes[leader].Pending == 0 || !IsAcknowledged(leader, ReconfigBit) ? this
        : With(leader, node => Has(node.Pending, Sid(leader))
            ? node with { List = node.Pending, File = node.Pending, Pending = 0 }
            : (node with { List = node.Pending, File = node.Pending, Pending = 0 }).Looking(leader));

    private Oracle Write(int leader) => (With(leader, node => node with
    {
        Log = node.Log | (1 << Writes + 1),
        Zxid = node.Zxid + 1,
    }) with { Writes = Writes + 1 }).Commit(leader);

    private Oracle Acknowledge(int at) => Copy(at, Nodes[at].Vote.Sid).Commit(Nodes[at].Vote.Sid);

    private Oracle Commit(int leader) => (this with
    {
        Committed = Enumerable.Range(0, MostWrites + 1).Select(bit => 1 << bit).Append(ReconfigBit)
            .Where(bit => IsAcknowledged(leader, bit)).Aggregate(Committed, (sum, bit) => sum | bit),
    }).Activate(leader);

    private bool IsAcknowledged(int leader, int bit) => (Nodes[leader].Log & bit) != 0 && IsMajority(leader, peer =>
        peer == leader || (Nodes[peer] is { Phase: Phase.Following, Joined: true } && Nodes[peer].Vote.Sid == leader
            && Nodes[peer].Epoch == Nodes[leader].Epoch && (Nodes[peer].Log & bit) != 0));

    /// <summary>Where all that hold anything hold the same, it counts as one write.</summary>
    private Oracle Compact() =>
        Nodes.Where(node => node.Log != 0).Select(node => node.Log).Distinct().Count() != 1 || Wanted != 0
            ? this
            : this with
            {
                Nodes =
                [
                    .. Nodes.Select(node => node.Log == 0
                        ? node : node with { Log = 1, Zxid = 1, Vote = node.Vote with { Zxid = 1 } }),
                ],
                Committed = 1,
                Writes = 0,
            };
}
