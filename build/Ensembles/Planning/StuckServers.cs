using Ensembles.Membership;

namespace Ensembles.Planning;

/// <summary>
/// What the processes that live mean for a plan: a start does nothing to one that lives with other files or hangs, and
/// a stop does nothing to one that something else starts again.
/// </summary>
internal static class StuckServers
{
    /// <summary>Seconds that a process which hangs has to end after SIGTERM.</summary>
    private const int Patience = 15;

    /// <summary>The same steps; what would start a server that is stuck restarts it.</summary>
    public static IEnumerable<Step> Restarting(PlanningContext context, IEnumerable<Step> steps)
    {
        var begun = new HashSet<int>();
        foreach (var step in steps)
        {
            var state = step.ServerId is { } id && begun.Add(id)
                ? context.All.FirstOrDefault(server => server.Id == id) : null;
            yield return step switch
            {
                Step.Start start when state is { IsStuck: true } =>
                    new Step.Restart(start.Id, start.Form, start.Gate, [])
                    {
                        Stage = start.Stage, Reason = $"{start.Reason}; {Why(state)}", Hangs = state.Hangs,
                        InPlace = true,
                    },
                // No client misses what does not serve: a wait for others could be one for this very server.
                Step.Restart again when state is { IsStuck: true } => again with
                {
                    Reason = $"{again.Reason}; {Why(state)}", Hangs = state.Hangs, Surviving = [], InPlace = true,
                },
                _ => step,
            };
        }
    }

    private static string Why(ServerState server) => server.Hangs
        ? $"process {server.Process} lives and does not answer: it gets SIGTERM, and if it has not ended after " +
          $"{Patience} s and others serve, SIGKILL: what it has acknowledged is on its disk"
        : $"process {server.Process} lives, without serving, and " + (server.Outdated
            ? "its files are other than wanted: it is restarted with them"
            : "it was not started by this suite: it is restarted, so that its files are known");
}
