using Ensembles.Findings;
using Ensembles.Planning.QuorumModel;

namespace Ensembles.Planning;

/// <summary>
/// What could go wrong in a plan that is not provable; taken only by <c>--accept-risk</c> with this very name.
/// </summary>
/// <param name="Name">Names what is lost and in which transition, so that it accepts nothing else.</param>
internal sealed record Risk(FindingCode Code, string Name, string What, string Instead)
{
    public Finding WhenTaken => Finding.Caution(Code, null, $"Taken at your word: risk {Name}. {What}", "");

    /// <summary>Null for what is no matter of luck: steps that come to a stand, or data of another life.</summary>
    public static Risk? Of(PlanningContext context, Verdict.Unsafe found, Strategy strategy) =>
        found.Kind is not { } kind ? null : new(
            kind == "two-leaders" ? RiskCodes.TwoLeaders : RiskCodes.LostWrites,
            $"{kind}-{context.Membership.Members.Participants.Count()}-to-{context.Inventory.Participants.Count()}",
            found.CounterExample,
            strategy is Strategy.Cold or Strategy.Jump
                ? "Without it, --strategy=auto makes a plan that is proved safe, or says why there is none."
                : "Without it: bring the ensemble to a state in which all its members serve and no joiner runs, " +
                    "then run this again.");

    /// <summary>Why the plan is refused as long as the risk is not taken by its name.</summary>
    public Finding Refusal => Finding.Refusal(
        Code, null, $"Risk {Name}: {What}", $"--accept-risk={Name} takes it. {Instead}");
}
