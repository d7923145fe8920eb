using System.Numerics;

namespace Ensembles.Planning.QuorumModel;

/// <summary>
/// Leaders that stay in office where others elect one already (<see cref="ModelState.CountsLearners"/>): a server that a list
/// does not name any more, and that still follows the leader of that list, takes the place of one that has left it.
/// </summary>
internal static class Office
{
    /// <summary>Which of these leaders stay in office.</summary>
    public static uint KeptBy(ModelState state, uint leaders) => !state.CountsLearners || leaders == 0 ? 0
        : state.Mask(server => (server.Bit & leaders) != 0 && IsKept(state, server));

    /// <summary>A leader in office beside servers that elect another one and that do not know it; null: there is none.</summary>
    public static Hazard.Office? Beside(ModelState state)
    {
        var inOffice = KeptBy(state, state.InOffice);
        foreach (var leader in state.Servers.Where(server => (server.Bit & inOffice) != 0))
        {
            var others = state.OfRunning() with
            {
                Servers = state.Servers.RemoveAll(server => !server.Running || server.View is not { } own || (own.Known & leader.Bit) != 0),
            };
            if (Elections.Greatest(others) is [{ Set: var set }, ..])
            {
                return new(set, leader.Bit, Followers(state, leader) & ~leader.View!.Value.Voters);
            }
        }

        return null;
    }

    private static bool IsKept(ModelState state, ModelServer leader) =>
        leader is { Running: true, View: { Rule: null } view } && BitOperations.PopCount(view.Voters) > 1
        && BitOperations.PopCount(Followers(state, leader)) + 1 >= VotingView.Majority(view.Voters);

    /// <summary>Those that list it: they follow, wherever it is listed itself.</summary>
    private static uint Followers(ModelState state, ModelServer leader) => state.Mask(server =>
        server.Running && server.Bit != leader.Bit && server.View is { } own && (own.Known & leader.Bit) != 0
        && (own.Known & server.Bit) != 0 && server.Reaches(leader));
}
