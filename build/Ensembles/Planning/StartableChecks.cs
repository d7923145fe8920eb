using System.Collections.Immutable;
using Ensembles.Findings;

namespace Ensembles.Planning;

/// <summary>
/// Refuses plans that stop a server which is to leave, start it again, and could not: it would be missing from the
/// majority from its stop on. The same of servers of the inventory is measured on their hosts (Preflight).
/// </summary>
internal static class StartableChecks
{
    /// <returns>The same plan, or why it cannot be carried out.</returns>
    public static Plan Checked(PlanningContext context, Plan plan)
    {
        var started = new HashSet<int>();
        var left = new HashSet<int>();
        foreach (var step in plan.Steps)
        {
            if (step is Step.Retire retire)
            {
                left.Add(retire.Leaver.Id);
            }
            else if (step is Step.Restart or Step.Start or Step.Yield && step.ServerId is { } id && !left.Contains(id))
            {
                started.Add(id);
            }
        }

        ImmutableArray<Finding> refusals =
        [
            .. context.Leavers.Where(leaver => leaver.WhyNotStartable is not null && started.Contains(leaver.Id))
                .Select(leaver => Finding.Refusal(
                    RefusalCodes.NotStartable, leaver.Id,
                    $"Server {leaver.Id} is to leave, must be started again on the way, and could not be: {leaver.WhyNotStartable}.",
                    "Put its start command back, or start it by a script of its release or by a unit, and run this again: it is " +
                    "then started again in the same way.")),
        ];
        return plan.IsRefused || refusals.IsEmpty ? plan : Plan.Refuse(refusals);
    }
}
