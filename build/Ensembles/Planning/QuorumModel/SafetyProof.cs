using Ensembles.Inventories;
using Ensembles.Membership;
using ZooKeeper;

namespace Ensembles.Planning.QuorumModel;

/// <summary>
/// Walks every state that a plan passes through, also those inside a step, and looks for servers that can elect a
/// leader without an acknowledged write, and for two sets that can lead at once. Elections and commits follow
/// ZooKeeper's rules (FastLeaderElection, Leader); which votes and acknowledgements arrive in time is left open, so
/// that a crash, a cut-off and every loss of messages is covered, and any one server may restart with what its files
/// say. Pure; its time grows with two to the power of the voters.
/// </summary>
public static class SafetyProof
{
    /// <summary>More are not looked at: the time grows with two to this power.</summary>
    public const int MostVoters = 13;

    /// <param name="servers">As the plan was made from.</param>
    public static Verdict Check(Inventory inventory, IReadOnlyList<ServerState> servers, Plan plan) =>
        Check(inventory, InitialState.Of(inventory, servers), plan);

    /// <param name="start">Plans that start from the same one share what was found out about elections.</param>
    internal static Verdict Check(Inventory inventory, ModelState start, Plan plan)
    {
        if (inventory.Participants.Count() > MostVoters)
        {
            return new Verdict.Unsafe($"More than {MostVoters} voters are too many to look at every majority of " +
                "them: make the others observers.");
        }

        var verdict = new PlanChecker(start, plan.Steps).Check();
        if (verdict is Verdict.Safe && MayRunOn(start, plan.Steps)
            && new PlanChecker(start with { Yields = false }, plan.Steps).Check() is Verdict.Unsafe { Kind: not null } otherwise)
        {
            // That a server does not come to serve is no such thing: its gate says so, and the next run plans from there.
            return otherwise;
        }

        return verdict is Verdict.Safe safe && !inventory.Release.Version.CountsVotersOnly
            && new PlanChecker(start with { CountsUnlisted = true }, plan.Steps).Check() is Verdict.Unsafe hole
            ? safe with { Hole = Hole(hole) }
            : verdict;
    }

    /// <summary>
    /// Whether a server that is to move leadership would come back otherwise than it runs: who leads then is not known
    /// before, and who does not lead is not restarted.
    /// </summary>
    internal static bool MayRunOn(ModelState start, IEnumerable<Step> steps) => steps.OfType<Step.Yield>()
        .Any(yield => !yield.Always && start.Servers.Any(server => server.Id == yield.Leaver.Id && server.Running && server.WouldChange));

    /// <summary>
    /// ZooKeeper 3.4 fills its majority with any learner's acknowledgement; reported, since no order avoids it. It ends
    /// when the other servers with the shorter list are no majority of it any more.
    /// </summary>
    private static string Hole(Verdict.Unsafe worst) =>
        "ZooKeeper 3.4 counts the acknowledgement of a joiner that no member lists (Leader.processAck), so a " +
        $"write may be held by the leader and the joiner only. The worst that can come of it: {worst.CounterExample} " +
        "Bounded by the joiner's gate; it ends with the restart of the first followers.";
}
