using Ensembles.Inventories;

namespace Ensembles.Planning;

/// <summary>When servers must not leave.</summary>
internal static class Leaving
{
    public static IEnumerable<string> RefusalsOf(Course course, PlanOptions options) =>
    [
        .. OfIntent(course, options.Intent),
        .. course.Leaving.Any() ? OfQuorum(course) : [],
        .. OfForm(course),
        .. OfMoves(course),
    ];

    private static IEnumerable<string> OfIntent(Course course, Intent intent)
    {
        var joiners = course.Joiners.Select(server => server.Id).ToList();
        var leavers = course.Leavers.Select(server => server.Id).ToList();
        var target = joiners.Count == 0 ? "Shrink" : leavers.Count == 0 ? "Expand" : "Replace";
        if (leavers.Count > 0 && intent is Intent.Expand or Intent.Upgrade)
        {
            yield return $"{Named(leavers)} in the ensemble and not in {course.Inventory.File}, and this target " +
                $"removes nobody: --target={target} does, or write them there.";
        }

        var changed = course.Changed.Select(server => server.Id).ToList();
        if (changed.Count > 0 && intent is Intent.Upgrade)
        {
            yield return $"{Named(changed)} in another role, group or weight than {course.Inventory.File} says, and " +
                "this target changes the release only: --target=Expand first.";
        }

        if (joiners.Count > 0 && intent is Intent.Shrink or Intent.Upgrade)
        {
            yield return $"{Named(joiners)} in {course.Inventory.File} and not in the ensemble, and this target " +
                $"adds nobody: --target={target} does.";
        }
    }

    /// <summary>Whoever can be reached and holds data can be started; who runs may wait for just that.</summary>
    private static IEnumerable<string> OfQuorum(Course course)
    {
        var members = course.Standing.Members;
        var there = members.Participants.Where(id => course.State(id) is var server
            && (server.Running || (server.HasData && !server.Unreachable))).ToList();
        if (!members.IsQuorum(there))
        {
            yield return $"Of the members {members} only " +
                $"{(there.Count == 0 ? "none" : string.Join(", ", there))} can serve, " +
                $"and a quorum is {members.Rule}: the ensemble has lost its quorum, and servers that are down " +
                "may be the only ones that hold acknowledged writes. Removing them would make that loss final: " +
                "start them first.";
        }
    }

    private static IEnumerable<string> OfForm(Course course)
    {
        if (course.Inventory.Membership == MembershipKind.Dynamic && course.Leaving.Any()
            && course.Standing.Kind != StandingKind.Dynamic)
        {
            yield return "The ensemble still has a static list, and a server can be taken out by reconfig only " +
                "when it is a dynamic one: run --target=Expand with " +
                $"{Named([.. course.Leaving.Select(server => server.Id)], verb: false)} " +
                $"still in {course.Inventory.File} first, or set membership: static.";
        }
    }

    private static IEnumerable<string> OfMoves(Course course)
    {
        if (course.Moving.Count() > 1)
        {
            // The second one would be restarted for the first one's new place, and by its id is sought at its own.
            yield return $"{Named([.. course.Moving])} to move to other hosts under their ids: let one move at a " +
                "time, with the others' hosts as they are.";
        }

        foreach (var id in course.Moving)
        {
            var (old, wanted) = (course.State(id), course.Wanted(id));
            const string NewId = "give the new host an id of its own, larger than all others, and --target=Replace.";
            if (old.Unreachable)
            {
                yield return $"Server {id} is to move from {old.Server.Host} to {wanted.Server.Host}, and its " +
                    $"old host cannot be reached: should it come back, two servers would claim the id {id}: {NewId}";
            }

            if (course.Standing.Members.Contains(id) && course.Standing.Members.Participants.Count() < 3)
            {
                yield return $"Server {id} is to move to {wanted.Server.Host} under its id: that needs a majority " +
                    "of others that hold the data meanwhile, which " +
                    $"{course.Standing.Members.Lines.Count} members do not have: {NewId}";
            }
            else if (course.Standing.Members.Participants.Any(other => other != id
                && course.State(other) is { Serving: false, Unreachable: true }))
            {
                yield return $"Server {id} is to move to {wanted.Server.Host} while other members cannot be " +
                    $"reached: bring them back first, or {NewId}";
            }

            var largest = course.Standing.Members.Ids.Concat(course.Servers.Select(server => server.Id)).Max();
            if (course.Inventory.Release.Version < Course.FirstCounted && id < largest)
            {
                yield return $"Server {id} cannot move under its id with ZooKeeper " +
                    $"{course.Inventory.Release.Version}: members with larger ids would call it at its old place: " +
                    NewId;
            }
        }
    }

    /// <summary>Null where no id moves, or nothing else is to change.</summary>
    public static string? OfMoveBesideOthers(Course course)
    {
        var others = course.Joiners.Concat(course.Leavers).Select(server => server.Id).Except(course.Moving).ToList();
        return !course.Moving.Any() || others.Count == 0
            ? null
            : $"{Named([.. course.Moving])} to move to another host while servers {string.Join(", ", others)} join " +
                "or leave, and no order of all that can be proved safe: let it move alone first, with the others as " +
                "they are, or change the others first. What could happen:";
    }

    private static string Named(List<int> ids, bool verb = true) => ids.Count == 1
        ? $"{(verb ? "Server" : "server")} {ids[0]}{(verb ? " is" : "")}"
        : $"{(verb ? "Servers" : "servers")} {string.Join(", ", ids)}{(verb ? " are" : "")}";
}
