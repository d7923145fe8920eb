using System.Collections.Immutable;
using Ensembles.Findings;
using Ensembles.Membership;

namespace Ensembles.Planning;

/// <summary>What is no reason to refuse, yet the operator's to know and decide.</summary>
internal static class PlanWarnings
{
    public static IEnumerable<Finding> Of(PlanningContext context, PlanOptions options) =>
    [
        .. OfSize(context),
        .. HistoryAdvice.Warnings(context.All),
        .. context.Leavers.Where(leaver => leaver.Unreachable).Select(leaver => Finding.Caution(
            RiskCodes.LeaverUnreachable, leaver.Id,
            $"{leaver.Server} cannot be reached, so it is taken out of the configuration and not stopped" +
            (leaver.Ports?.Open is { } open ? $"; it runs ({open}). "
                : leaver.MayRun ? "; its ports give no answer, which does not tell whether it runs. " : "; nothing listens on its election port. ") +
            "Should its host come back, it finds no majority with its old list", "stop it then and move its data aside.")),
        .. context.Leavers.IsEmpty && !context.Joiners.Any() ? [] : OfClients(context),
        .. options.Intent == Intent.Upgrade ? UpgradeChecks.CautionsOf(context) : [],
        .. UpgradeChecks.CautionsOfTrust(context.Inventory),
    ];

    private static IEnumerable<Finding> OfSize(PlanningContext context)
    {
        var voters = context.Inventory.Participants.Count();
        if (voters % 2 == 0 && !context.IsHierarchical && (context.Joiners.Any() || !context.Leavers.IsEmpty))
        {
            yield return Finding.Caution(RiskCodes.EvenVoters, null, voters == 2
                ? "Two voters survive the loss of neither: one server does no worse, three do better."
                : $"{voters} voters survive the loss of {(voters - 1) / 2}, no more than {voters - 1} do.", "");
        }
    }

    private static ImmutableArray<Finding> OfClients(PlanningContext context) => context.Leavers.Length == 0 ? [] :
    [
        Finding.Caution(RiskCodes.ClientsOfLeavers, null,
            $"Clients that name only {string.Join(", ", context.Leavers.Select(leaver => leaver.Server))} will be unable " +
            "to connect:", "correct their connection strings first."),
    ];
}
