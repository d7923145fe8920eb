using Ensembles.Inventories;
using Ensembles.Membership;
using ZooKeeper;

namespace Ensembles.Planning;

/// <summary>Why members change in this way, in a sentence.</summary>
internal static class EngineReasons
{
    public static string Of(PlanningContext context, PlanOptions options, bool changes)
    {
        var (inventory, membership) = (context.Inventory, context.Membership);
        if (!changes)
        {
            var before = context.Servers.Select(server => server.Version).OfType<Version>()
                .Where(version => version != inventory.Release.Version).ToList();
            return before.Count == 0 ? ""
                : $"ZooKeeper {before.Min()} becomes {inventory.Release.Version}: one server at a time, " +
                    "the leader last, so clients wait for one election";
        }

        return inventory.Membership == MembershipKind.Dynamic ? OfReconfig(context)
            : options.Strategy == Strategy.Cold
                ? "as asked for: all members stop and start together with the new list. Clients wait once, " +
                    "1.5 to 3 s where a start takes a second (measured from 3 to 5 servers)"
            : options.Strategy == Strategy.Jump
                ? "as asked for: all joiners first, then each member restarts with the new list"
            : (!inventory.Release.Version.CountsVotersOnly
                ? $"ZooKeeper {inventory.Release.Version} knows static lists only" : "membership is static")
              + (!context.Joiners.Any() && context.Leavers.IsEmpty
                ? ": each member restarts with the list in which roles, groups or weights are the wanted ones; who " +
                    "gets or loses a vote first, the leader last"
                : membership.Members.Lines.Count == 1 && context.Leavers.IsEmpty
                ? ": so few empty servers wait that they cannot elect a leader alone, while the old one restarts once; " +
                    "the others follow"
                : context.Leavers.IsEmpty
                ? ": so few joiners run at first that old and new list never have a majority of their own " +
                    "at the same time; each member restarts with the longer list, the leader last"
                : ": each member restarts with the next list, the leader last; leavers stop when no list names them");
    }

    private static string OfReconfig(PlanningContext context) =>
        !context.Joiners.Any() && context.Leavers.IsEmpty
            ? "membership is dynamic: one reconfig changes roles, groups and weights; no server restarts"
        : !context.Joiners.Any()
            ? "membership is dynamic: one reconfig takes the leavers out, then they stop; no other server restarts"
        : context.Membership.Kind == CurrentMembershipKind.Alone
            ? $"membership is dynamic: one restart makes server {context.Membership.Members} a quorum of one; " +
                "then joiners follow without a vote, and one reconfig makes them participants"
        : !context.Moving.Any() && context.Leavers.Length > 0
            ? "membership is dynamic: joiners follow without a vote, " +
                "and one reconfig gives them the places of the leavers"
            : "membership is dynamic: joiners follow without a vote, one reconfig makes them participants; " +
                "no election, no failed operation";
}
