using System.Collections.Immutable;
using Ensembles.Findings;

namespace Ensembles.Planning;

/// <summary>Refuses plans that stop a server which something else would start again.</summary>
internal static class StoppableChecks
{
    /// <returns>The same plan, or why it cannot be carried out; a plan that stops none of these is no matter.</returns>
    public static Plan Checked(PlanningContext context, Plan plan)
    {
        var stopped = plan.Steps.SelectMany(StoppedBy).ToHashSet();
        ImmutableArray<Finding> refusals =
        [
            .. context.Servers.Concat(context.Leavers).Where(server => stopped.Contains((server.Id, server.Server.Host)))
                .Where(server => server.WhyNotStoppable is not null).DistinctBy(server => server.WhyNotStoppable)
                .Select(server => Finding.Refusal(RefusalCodes.NotStoppable, server.Id, server.WhyNotStoppable!, "")),
        ];
        return refusals.IsEmpty ? plan : Plan.Refuse(refusals);

        IEnumerable<(int, string)> StoppedBy(Step step) => step switch
        {
            Step.Restart restart => [Place(restart.Id)],
            Step.Yield yield => [(yield.Leaver.Id, yield.Leaver.Host)],
            Step.Retire retire => [(retire.Leaver.Id, retire.Leaver.Host)],
            Step.Cold cold =>
                [.. cold.Stopped.Select(Place), .. cold.Leavers.Select(leaver => (leaver.Id, leaver.Host))],
            _ => [],
        };

        (int, string) Place(int id) => (id, context.Servers.FirstOrDefault(server => server.Id == id)?.Server.Host ?? "");
    }
}
