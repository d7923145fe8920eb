using System.Collections.Immutable;
using Ensembles.Membership;
using Ensembles.Planning.QuorumModel;

namespace Ensembles.Planning;

/// <summary>
/// New certificates, or authorities beside those of before, for servers that read them while they run: one server after the
/// other, each behind its gate, so that stores that cannot be used reach one server alone.
/// </summary>
internal static class Renewals
{
    /// <summary>
    /// The same plan, in which each of them has a step: those that the plan restarts or starts, or that it gives stores to in
    /// passes, get them with that.
    /// </summary>
    public static Plan Added(PlanningContext context, Plan plan)
    {
        ImmutableArray<Step> added =
        [
            .. context.Servers.Where(server => server.StoresDiffer && !plan.Steps.Any(step => Brings(step, server.Id)))
                .OrderBy(server => server.Id)
                .Select(server => new Step.Reread(server.Id, MembershipForm.Of(server.RunningConfig))
                {
                    Stage = Stage.RollingRestart,
                    Reason = "its certificate or its authorities are not the inventory's; it reads them while it runs",
                }),
        ];
        if (plan.IsRefused || added.IsEmpty)
        {
            return plan;
        }

        var (before, after) = (plan.Steps.TakeWhile(step => step.Stage < Stage.RollingRestart).ToList(), plan.Steps);
        var renewed = plan with { Steps = [.. before, .. added, .. after.Skip(before.Count)] };
        return renewed with
        {
            Verdict = SafetyProof.Check(context.Inventory, InitialState.Of(context.Inventory, context.All), renewed),
        };
    }

    private static bool Brings(Step step, int id) => step switch
    {
        Step.Cold cold => cold.Started.Contains(id),
        Step.Start or Step.Restart or Step.Reread => step.ServerId == id,
        _ => false,
    };
}
