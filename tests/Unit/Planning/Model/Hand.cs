using Ensembles.Inventories;
using Ensembles.Membership;
using Ensembles.Planning;
using Ensembles.Planning.QuorumModel;

namespace Unit.Planning.Model;

/// <summary>Plans written by hand: what somebody does who has no planner.</summary>
internal static class Hand
{
    public static Step Start(int id, int list, Gate gate = Gate.Waits, bool initialize = false) =>
        new Step.Start(id, List(list), gate, initialize) { Stage = Stage.StartNew, Reason = "by hand" };

    public static Step Restart(int id, int list, Gate gate = Gate.Waits) =>
        new Step.Restart(id, List(list), gate, []) { Stage = Stage.RollingRestart, Reason = "by hand" };

    public static Step Yield(int id) =>
        new Step.Yield(Given.Server(id), []) { Stage = Stage.RollingRestart, Reason = "by hand" };

    public static MembershipForm List(int servers) =>
        new MembershipForm.Static([.. Given.List([.. Enumerable.Range(1, servers)]).Servers.Values]);

    public static Verdict Check(string version, IReadOnlyList<ServerState> servers, params Step[] steps) =>
        SafetyProof.Check(
            Given.Inventory(servers.Count, MembershipKind.Static, version), servers,
            new Plan { Engine = Engine.Rolling, Steps = [.. steps] });

    /// <summary>
    /// The first so many are an ensemble led by the last of them; the others are empty and not set up.
    /// </summary>
    public static ServerState[] Members(int members, int servers, MembershipKind membership = MembershipKind.Static)
    {
        int[] ids = [.. Enumerable.Range(1, members)];
        var list = membership == MembershipKind.Static ? Given.Static(ids) : Given.Dynamic(ids);
        return
        [
            .. Enumerable.Range(1, servers).Select(id =>
                members == 1 && id == 1 && membership == MembershipKind.Static ? Given.Alone()
                : id < members ? Given.Follows(id, list) : id == members ? Given.Leads(id, list) : Given.Empty(id)),
        ];
    }

    /// <summary>So many members, and the inventory that wants another number of them.</summary>
    /// <param name="kind">A release with static membership, <c>dynamic</c>, or <c>converted</c>: to become dynamic.</param>
    public static (Inventory Inventory, World World) Ensemble(string kind, int members, int wanted)
    {
        var membership = kind is "dynamic" or "converted" ? MembershipKind.Dynamic : MembershipKind.Static;
        var inventory = Given.Inventory(wanted, membership, membership == MembershipKind.Dynamic ? "3.9.3" : kind);
        return (inventory, new(Members(
            members, Math.Max(members, wanted), kind == "dynamic" ? MembershipKind.Dynamic : MembershipKind.Static)));
    }

    public static string CounterExample(this Verdict verdict) =>
        verdict is Verdict.Unsafe found ? found.CounterExample : "none: " + verdict;
}
