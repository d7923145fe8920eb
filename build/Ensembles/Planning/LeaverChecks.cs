using Ensembles.Findings;
using Ensembles.Inventories;
using Ensembles.Membership;
using ZooKeeper;

namespace Ensembles.Planning;

/// <summary>When servers must not leave.</summary>
internal static class LeaverChecks
{
    public static IEnumerable<Finding> RefusalsOf(PlanningContext context, PlanOptions options) =>
    [
        .. OfIntent(context, options.Intent),
        .. context.Leaving.Any() ? OfQuorum(context) : [],
        .. OfForm(context),
        .. OfMoves(context),
    ];

    private static IEnumerable<Finding> OfIntent(PlanningContext context, Intent intent)
    {
        var joiners = context.Joiners.Select(server => server.Id).ToList();
        var leavers = context.Leavers.Select(server => server.Id).ToList();
        var target = joiners.Count == 0 ? "Shrink" : leavers.Count == 0 ? "Expand" : "Replace";
        if (leavers.Count > 0 && intent is Intent.Expand or Intent.Upgrade or Intent.Restart)
        {
            yield return Finding.Refusal(RefusalCodes.RemovesNothing, Only(leavers),
                $"{Named(leavers)} in the ensemble and not in {context.Inventory.File}, and this target removes no server:",
                $"--target={target} does, or write them there.");
        }

        var changed = context.Changed.Select(server => server.Id).ToList();
        if (changed.Count > 0 && intent is Intent.Upgrade or Intent.Restart)
        {
            yield return Finding.Refusal(RefusalCodes.ChangesNoRole, Only(changed),
                $"{Named(changed)} in another role, group or weight than {context.Inventory.File} says, and " +
                $"this target {(intent == Intent.Upgrade ? "changes the release only" : "restarts only")}:", "--target=Expand first.");
        }

        if (joiners.Count > 0 && intent is Intent.Shrink or Intent.Upgrade or Intent.Restart)
        {
            yield return Finding.Refusal(RefusalCodes.AddsNothing, Only(joiners),
                $"{Named(joiners)} in {context.Inventory.File} and not in the ensemble, and this target adds no server:",
                $"--target={target} does.");
        }
    }

    /// <summary>A server that can be reached and holds data can be started; who runs may wait for just that.</summary>
    private static IEnumerable<Finding> OfQuorum(PlanningContext context)
    {
        var members = context.Membership.Members;
        var there = members.Participants.Where(id => context.State(id) is var server
            && (server.Running || (server.HasData && !server.Unreachable))).ToList();
        var unseen = members.Participants.Where(id => context.State(id).MayRun).ToList();
        if (!members.IsQuorum(there))
        {
            yield return Finding.Refusal(RefusalCodes.QuorumLost, null,
                $"Of the members {members} only " +
                $"{(there.Count == 0 ? "none" : string.Join(", ", there))} can serve as far as hosts can be looked at, " +
                $"and a quorum is {members.Rule}. " + (unseen.Count > 0
                    ? $"Whether {string.Join(", ", unseen)} run is not known: they may be an ensemble that lives, which would go on " +
                        "beside the new one. Removing them is not safe:"
                    : "The ensemble has lost its quorum, and servers that are down " +
                        "may be the only ones that hold acknowledged writes. Removing them would make that loss final:"),
                unseen.Count > 0 ? "make their hosts reachable (does sshd run there?), or see there that they are down." : "start them first.");
        }
    }

    private static IEnumerable<Finding> OfForm(PlanningContext context)
    {
        if (context.Inventory.Membership == MembershipKind.Dynamic && context.Leaving.Any()
            && context.Membership.Kind != CurrentMembershipKind.Dynamic)
        {
            yield return Finding.Refusal(RefusalCodes.StaticRemoval, null,
                "The ensemble still has a static list, and a server can be taken out by reconfig only when it is a " +
                "dynamic one:",
                "run --target=Expand with " +
                $"{Named([.. context.Leaving.Select(server => server.Id)], verb: false)} " +
                $"still in {context.Inventory.File} first, or set membership: static.");
        }
    }

    private static IEnumerable<Finding> OfMoves(PlanningContext context)
    {
        if (context.Moving.Count() > 1)
        {
            // The second one would be restarted for the first one's new place, and by its id is sought at its own.
            yield return Finding.Refusal(RefusalCodes.SeveralMoves, null,
                $"{Named([.. context.Moving])} to move to other hosts under their ids:",
                "let one move at a time, with the others' hosts as they are.");
        }

        foreach (var id in context.Moving)
        {
            var (old, wanted) = (context.State(id), context.Wanted(id));
            const string NewId = "give the new host an id of its own, larger than all others, and --target=Replace.";
            if (old.Unreachable)
            {
                yield return Finding.Refusal(RefusalCodes.MoveFromUnreachable, id,
                    $"Server {id} is to move from {old.Server.Host} to {wanted.Server.Host}, and its old host cannot be " +
                    $"reached: should it come back, two servers would claim the id {id}:", NewId);
            }

            if (context.Membership.Members.Contains(id) && context.Membership.Members.Participants.Count() < 3)
            {
                yield return Finding.Refusal(RefusalCodes.MoveWithoutMajority, id,
                    $"Server {id} is to move to {wanted.Server.Host} under its id: that needs a majority of others that " +
                    $"hold the data meanwhile, which {context.Membership.Members.Lines.Count} members do not have:", NewId);
            }
            else if (context.Membership.Members.Participants.Any(other => other != id
                && context.State(other) is { Serving: false, Unreachable: true }))
            {
                yield return Finding.Refusal(RefusalCodes.MoveWhileUnreachable, id,
                    $"Server {id} is to move to {wanted.Server.Host} while other members cannot be reached:",
                    $"bring them back first, or {NewId}");
            }

            var largest = context.Membership.Members.Ids.Concat(context.Servers.Select(server => server.Id)).Max();
            if (!context.Inventory.Release.Version.CountsVotersOnly && id < largest)
            {
                yield return Finding.Refusal(RefusalCodes.MoveOfSmallId, id,
                    $"Server {id} cannot move under its id with ZooKeeper {context.Inventory.Release.Version}: members " +
                    "with larger ids would call it at its old place:", NewId);
            }
        }
    }

    /// <summary>Null where no id moves, or nothing else is to change.</summary>
    public static string? OfMoveBesideOthers(PlanningContext context)
    {
        var others = context.Joiners.Concat(context.Leavers).Select(server => server.Id).Except(context.Moving).ToList();
        return !context.Moving.Any() || others.Count == 0
            ? null
            : $"{Named([.. context.Moving])} to move to another host while servers {string.Join(", ", others)} join " +
                "or leave, and no order of all that can be proved safe: let it move alone first, with the others as " +
                "they are, or change the others first. What could happen:";
    }

    /// <summary>Null where it is not a single one.</summary>
    private static int? Only(List<int> ids) => ids is [var only] ? only : null;

    private static string Named(List<int> ids, bool verb = true) => ids.Count == 1
        ? $"{(verb ? "Server" : "server")} {ids[0]}{(verb ? " is" : "")}"
        : $"{(verb ? "Servers" : "servers")} {string.Join(", ", ids)}{(verb ? " are" : "")}";
}
