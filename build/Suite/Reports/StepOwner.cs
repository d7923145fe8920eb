using Ensembles.Inventories;
using Ensembles.Planning;
using Ensembles.Rollouts;

namespace Suite.Reports;

/// <summary>
/// Which step is about which server, by its place: an id that moves is its old server's until that has left.
/// </summary>
internal sealed class StepOwner(RunReport report)
{
    public bool IsOf(StepRecord record, Server server) => record.Step switch
    {
        Step.Yield yield => yield.Leaver == server,
        Step.Retire retire => retire.Leaver == server,
        Step.Cold cold when IsLeaver(server) => cold.Leavers.Contains(server),
        Step.Cold cold => cold.Concerns(server.Id),
        Step.Reconfigure { Leaving: var leaving } => leaving.Contains(server.Id) && Has(record, server),
        var step => step.ServerId == server.Id && Has(record, server),
    };

    public bool IsLeaver(Server server) => !report.Inventory.Servers.Contains(server);

    /// <summary>The server has its id, when the step begins.</summary>
    private bool Has(StepRecord record, Server server)
    {
        var left =
            report.Steps.FirstOrDefault(step => step.Step is Step.Retire retire && retire.Leaver.Id == server.Id);
        return IsLeaver(server)
            ? left is null || record.Started <= left.Started
            : left is null || record.Started > left.Started || !report.Leavers.Any(state => state.Id == server.Id);
    }
}
