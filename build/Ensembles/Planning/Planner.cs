using System.Collections.Immutable;
using Ensembles.Inventories;
using Ensembles.Planning.Model;

namespace Ensembles.Planning;

/// <summary>
/// Makes the plan that leads from what is to what the inventory wants. Pure: values in, a value out. A run that was
/// killed is continued because the plan starts from what the servers show, never from what was meant.
/// </summary>
public static class Planner
{
    /// <param name="servers">One state for each server of the inventory.</param>
    public static Plan Make(Inventory inventory, IReadOnlyList<ServerState> servers, Strategy strategy = Strategy.Auto)
    {
        var standing = Standing.Of(servers);
        var refusals = Refusals.Of(inventory, servers, standing, strategy);
        if (!refusals.IsEmpty)
        {
            return Plan.Refuse(refusals);
        }

        var course = new Course(inventory, servers, standing);
        var steps = inventory.Membership == MembershipKind.Dynamic
            ? ReconfigCourse.Steps(course)
            : RollingCourse.Steps(course);
        var joins = servers.Any(server => !standing.Members.Contains(server.Id));
        return Proved(inventory, servers, new Plan
        {
            Engine = !joins ? Engine.None
                : inventory.Membership == MembershipKind.Dynamic ? Engine.Reconfig : Engine.Rolling,
            EngineReason = joins ? ReasonFor(inventory, standing) : "",
            Steps = InStageOrder(steps),
            Warnings = Warnings(inventory, standing, joins),
        });
    }

    /// <summary>No plan leaves without a proof.</summary>
    private static Plan Proved(Inventory inventory, IReadOnlyList<ServerState> servers, Plan plan) =>
        plan.Steps.IsEmpty ? plan : QuorumModel.Check(inventory, servers, plan) switch
        {
            Verdict.Unsafe found => Plan.Refuse(
                $"No safe order of steps was found; the one at hand: {found.CounterExample} Bring the ensemble to a state " +
                "in which all its members serve and no joiner runs, then run this again.") with { Verdict = found },
            var safe => plan with { Verdict = safe },
        };

    private static string ReasonFor(Inventory inventory, Standing standing) => inventory.Membership == MembershipKind.Dynamic
        ? standing.Kind == StandingKind.Alone
            ? $"membership is dynamic: one restart makes server {standing.Members} a quorum of one; then joiners follow " +
              "without a vote, and one reconfig makes them participants"
            : "membership is dynamic: joiners follow without a vote, one reconfig makes them participants; no election, " +
              "no failed operation"
        : inventory.Release.Version < new Version(3, 5)
            ? $"ZooKeeper {inventory.Release.Version} knows static lists only: one joiner at a time, each member " +
              "restarted with the longer list, the leader last"
            : "membership is static: one joiner at a time, each member restarted with the longer list, the leader last";

    private static ImmutableArray<string> Warnings(Inventory inventory, Standing standing, bool joins) =>
        joins && inventory.Release.Version < new Version(3, 5) && standing.Members.Lines.Count > 1
            ? ["ZooKeeper 3.4 counts the acknowledgement of a joiner that no member lists: until the first member is " +
               "restarted, a write may be held by the leader and the joiner only. Bounded by the joiner's gate and " +
               "by restarting followers at once."]
            : [];

    /// <summary>Stages never go back: a step behind one of a later stage belongs to that later stage.</summary>
    private static ImmutableArray<Step> InStageOrder(IEnumerable<Step> steps)
    {
        var reached = Stage.StartNew;
        var ordered = ImmutableArray.CreateBuilder<Step>();
        foreach (var step in steps)
        {
            reached = step.Stage > reached ? step.Stage : reached;
            ordered.Add(step with { Stage = reached });
        }

        return ordered.ToImmutable();
    }
}
