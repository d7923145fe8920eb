using Ensembles.Inventories;

namespace Ensembles.Planning;

/// <summary>Why members change in this way, in a sentence.</summary>
internal static class EngineReasons
{
    public static string Of(Course course, PlanOptions options, bool changes)
    {
        var (inventory, standing) = (course.Inventory, course.Standing);
        if (!changes)
        {
            var before = course.Servers.Select(server => server.Version).OfType<Version>()
                .Where(version => version != inventory.Release.Version).ToList();
            return before.Count == 0 ? ""
                : $"ZooKeeper {before.Min()} becomes {inventory.Release.Version}: one server at a time, the leader last, so " +
                  "clients wait for one election";
        }

        return inventory.Membership == MembershipKind.Dynamic ? OfReconfig(course)
            : options.Strategy == Strategy.Cold
                ? "as asked for: all members stop and start together with the new list. Clients wait once, 1.5 to 3 s " +
                  "where a start takes a second (measured from 3 to 5 servers)"
            : options.Strategy == Strategy.Jump
                ? "as asked for: one list for all, so each member restarts once"
            : (inventory.Release.Version < Course.FirstCounted
                ? $"ZooKeeper {inventory.Release.Version} knows static lists only" : "membership is static")
              + (standing.Members.Lines.Count == 1 && course.Leavers.IsEmpty
                ? ": exactly one empty server waits while the old one restarts; of others, one joiner at a time, the leader last"
                : course.Joiners.Any()
                ? ": one server at a time joins or leaves, each member restarted with the next list, the leader last"
                : ": one leaver at a time, each member restarted with the shorter list, the leader last");
    }

    private static string OfReconfig(Course course) =>
        !course.Joiners.Any()
            ? "membership is dynamic: one reconfig takes the leavers out, then they stop; nobody else restarts"
        : course.Standing.Kind == StandingKind.Alone
            ? $"membership is dynamic: one restart makes server {course.Standing.Members} a quorum of one; then joiners " +
              "follow without a vote, and one reconfig makes them participants"
        : !course.Moving.Any() && course.Leavers.Length > 0
            ? "membership is dynamic: joiners follow without a vote, and one reconfig gives them the places of the leavers"
            : "membership is dynamic: joiners follow without a vote, one reconfig makes them participants; no election, " +
              "no failed operation";
}
