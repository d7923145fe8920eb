using Ensembles.Membership;
using ZooKeeper;

namespace Ensembles.Planning;

/// <summary>Who is up, who serves and with which list, while the steps of a roll are collected.</summary>
internal sealed class RollState(PlanningContext context, IReadOnlyList<MemberList> rungs, RollOptions options)
{
    private readonly Dictionary<int, ServerState> states = context.All.ToDictionary(server => server.Id);
    private readonly Dictionary<int, MemberList?> lists = context.All.ToDictionary(server => server.Id, CurrentMembership.ListOf);
    private readonly HashSet<int> serving = [.. context.All.Where(server => server.Serving).Select(server => server.Id)];
    private readonly List<int> leaving = [.. context.Leaving.Where(server => server.IsParticipant).Select(leaver => leaver.Id)];
    private readonly HashSet<int> renewed = [];

    public ServerState this[int id]
    {
        get => states[id];
        set => states[id] = value;
    }

    public HashSet<int> Up { get; } = [.. context.All.Where(server => server.Serving).Select(server => server.Id)];

    /// <summary>So many hold the data.</summary>
    public int Holders { get; private set; } = context.All.Count(server => server.HasData || server.Serving);

    /// <summary>Too few hold the data for a quorum of this list: an empty server must vote.</summary>
    public bool NeedsEmpty(MemberList list) => list.IsHierarchical
        ? !list.IsQuorum(id => serving.Contains(id) || states[id].HasData)
        : Holders < list.Majority;

    public MemberList Last => rungs.Count > 0 ? rungs[^1] : context.Membership.Members;

    public MemberList? ListOf(int id) => lists[id];

    /// <summary>The list in the file of a server that runs with another one; null: it runs with what its file says.</summary>
    public MemberList? Filed(int id) => !IsRenewed(id) && CurrentMembership.OnDiskListOf(states[id]) is { } filed
        && lists[id] is { } own && !own.SameAs(filed) ? filed : null;

    public bool IsRenewed(int id) => renewed.Contains(id);

    /// <summary>It runs from now on, with this list.</summary>
    public void Begin(int id, MemberList list)
    {
        Up.Add(id);
        lists[id] = list;
        renewed.Add(id);
    }

    public void Leave(int id)
    {
        Up.Remove(id);
        serving.Remove(id);
        lists[id] = null;
    }

    /// <summary>Every server that waited with this list serves too, and now holds the data.</summary>
    public void Serve(MemberList list)
    {
        serving.UnionWith(Up.Where(id => Has(id, list)));
        Holders = Math.Max(Holders, serving.Count);
    }

    public bool IsAsleep(ServerState leaver) =>
        leaver is { Unreachable: false, HasData: true } && !Up.Contains(leaver.Id);

    /// <summary>Leavers that are down are left so: they leave too. Unless there is no majority without them.</summary>
    public HashSet<int> Idle(MemberList rung)
    {
        var down = context.Leavers.Where(leaver => !Up.Contains(leaver.Id) && states[leaver.Id] == leaver).ToList();
        var enough = rung.IsQuorum(id => Up.Contains(id) || down.TrueForAll(leaver => leaver.Id != id));
        return [.. down.Where(leaver => enough || leaver.Unreachable).Select(leaver => leaver.Id)];
    }

    /// <summary>Enough of its list follow a leader without it: it is taken in.</summary>
    public bool CanFollow(int id, MemberList list) =>
        list.IsQuorum(peer => peer != id && serving.Contains(peer));

    /// <summary>
    /// Each server that serves stands where this list says: no id in it is still at the place that it is to leave.
    /// </summary>
    public bool IsRight(MemberList list) =>
        serving.All(id => !list.Contains(id) || list.Names(states[id].Server.Line()));

    /// <summary>A majority of its list runs with this very list.</summary>
    public bool IsMajority(int id, MemberList list) =>
        list.IsQuorum(peer => peer == id || (Up.Contains(peer) && Has(peer, list)));

    /// <summary>It leaves with a later list and does without this one, which enough others get.</summary>
    public bool Keeps(int id, MemberList rung)
    {
        if (!states[id].IsParticipant)
        {
            return !Last.Contains(id);
        }

        var later = leaving.FindAll(other => rung.Contains(other) && !Last.Contains(other));
        var needed = options.Leavers switch
        {
            Lists.None => 0,
            Lists.Enough when !rung.IsHierarchical => rung.Majority + 1 - (rung.Participants.Count() - later.Count),
            _ => later.Count,
        };
        return rung.Participants.Count() > 2 && later.SkipLast(Math.Max(0, needed)).Contains(id);
    }

    /// <summary>It has this list, or one that comes later.</summary>
    public bool IsAhead(int id, MemberList rung) =>
        rungs.SkipWhile(list => !list.SameAs(rung)).Any(list => Has(id, list)) || Has(id, rung);

    /// <summary>
    /// A leader of 3.4 goes on with learners that it does not list (Leader.lead counts them). Beside it no server finds a
    /// majority of its own list that follows: all others wait for the election that its own restart brings about.
    /// </summary>
    public bool IsHeldUp(int id) => !context.Inventory.Release.Version.CountsVotersOnly
        && context.Leader is { } leader && leader.Id != id && !IsRenewed(leader.Id)
        && CurrentMembership.ListOf(leader) is { } own
        && !own.IsQuorum(id => context.All.Any(server => server.Serving && server.Id == id));

    public bool IsRunning(int id) => Up.Contains(id) || states[id].Running;

    public bool Has(int id, MemberList list) => lists[id] is { } own && own.SameAs(list);
}
