using Ensembles.Membership;

namespace Ensembles.Planning;

/// <summary>
/// How many joiners may and must run before the first member restarts where quorums are hierarchical: by trying, since
/// weights and groups have no formula.
/// </summary>
internal static class JoinerBounds
{
    /// <returns>
    /// Least: so many that every single member may restart. Most: so many that no quorum of the new list does without
    /// a server of some quorum of the old one. Most may be 0: then no joiner may start.
    /// </returns>
    public static (int Least, int Most) Joiners(MemberList below, MemberList rung, List<int> voters)
    {
        var most = Enumerable.Range(0, voters.Count + 1)
            .TakeWhile(count => IsSafe(below, rung, voters[..count])).DefaultIfEmpty(0).Last();
        var least = Enumerable.Range(1, voters.Count).FirstOrDefault(
            count => below.Participants.All(id => rung.IsQuorum(
                peer => peer != id && (below.Participants.Contains(peer) || voters.IndexOf(peer) is >= 0 and var at
                    && at < count))), 1);
        return (least, most);
    }

    private static bool IsSafe(MemberList below, MemberList rung, List<int> joiners)
    {
        var members = below.Participants.ToList();
        for (var set = 0u; set < 1u << members.Count; set++)
        {
            var held = set;
            bool Holds(int id) => members.IndexOf(id) is >= 0 and var at && (held & (1u << at)) != 0;
            if (below.IsQuorum(Holds) && rung.IsQuorum(id => joiners.Contains(id)
                || (members.Contains(id) && !Holds(id))))
            {
                return false;
            }
        }

        return true;
    }
}
