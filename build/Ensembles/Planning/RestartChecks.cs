using Ensembles.Findings;

namespace Ensembles.Planning;

/// <summary>When servers are not restarted though an operator asks for it.</summary>
internal static class RestartChecks
{
    public static IEnumerable<Finding> RefusalsOf(PlanningContext context, RestartRequest request)
    {
        if (request.FaultIn(context.Inventory) is { } unknown)
        {
            yield return unknown;
        }

        if (!LinkPasses.Of(context).IsEmpty)
        {
            yield return Finding.Refusal(RefusalCodes.RestartBesidePasses, null,
                "TLS, logins or certificates between the servers are to change, which takes passes over all servers:",
                "--target=Expand first.");
        }
    }
}
