using Ensembles.Findings;

namespace Ensembles.Planning;

/// <summary>When servers are not restarted though an operator asks for it.</summary>
internal static class RestartChecks
{
    public static IEnumerable<Finding> RefusalsOf(PlanningContext context, RestartRequest request)
    {
        if (request.Unknown(context.Servers.Select(server => server.Id)).Order().ToList() is { Count: > 0 } unknown)
        {
            yield return Finding.Refusal(RefusalCodes.RestartOfUnknown, null,
                $"--only names {string.Join(", ", unknown)}, and {context.Inventory.File} has no such " +
                $"{(unknown.Count == 1 ? "server" : "servers")}:",
                $"its ids are {string.Join(", ", context.Servers.Select(server => server.Id))}.");
        }

        if (!LinkPasses.Of(context).IsEmpty)
        {
            yield return Finding.Refusal(RefusalCodes.RestartBesidePasses, null,
                "TLS, logins or certificates between the servers are to change, which takes passes over all servers:",
                "--target=Expand first.");
        }
    }
}
