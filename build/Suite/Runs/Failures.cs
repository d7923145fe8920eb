using System.Collections.Immutable;
using Cake.Core;
using Ensembles.Findings;
using Ensembles.Planning;
using Ensembles.Preflight;
using Ensembles.Verifying;
using Suite.Terminals;

namespace Suite.Runs;

/// <summary>Ends of a run, each with the exit code that CI needs.</summary>
internal static class Failures
{
    /// <summary>An argument or an inventory is wrong. Nothing was touched.</summary>
    public static CakeException WrongInput(string message) => new(ExitCodes.WrongInput, message);

    /// <summary>Carrying the plan out could lose data or is not possible. Nothing was touched.</summary>
    public static FindingsException Refused(ImmutableArray<Finding> reasons) => new(
        ExitCodes.Refused,
        "Refused, nothing was changed:\n" + string.Join('\n', reasons.Select(reason => $"  - {reason.Sentence}")),
        reasons);

    /// <summary>The plan that was approved rests on what is otherwise by now. Nothing was touched.</summary>
    public static FindingsException NotAsApproved(string file, ImmutableArray<string> differences) => Refused(
    [
        Finding.Refusal(RefusalCodes.NotAsApproved, null,
            $"The plan in {file} was made for another state: {string.Join("; ", differences)}.",
            "Make the plan anew with --target=Plan --out, have it approved, and give that one."),
    ]);

    /// <summary>Two ensembles serve where one should: nothing may be changed before that is over.</summary>
    public static FindingsException TwoTrees(Finding conflict) =>
        new(ExitCodes.Refused, conflict.Sentence, [conflict]);

    /// <summary>Preflight found errors, which have been shown. Nothing was touched.</summary>
    public static FindingsException Unfit(PreflightReport report) => new(
        ExitCodes.Preflight, "The hosts are not fit for this; nothing was changed. Put right what is listed above.",
        [.. report.Faults.Where(fault => fault.Severity == FaultSeverity.Error)]);

    /// <summary>Hosts that were to be looked at did not let us, or have nothing to look at. Nothing was touched.</summary>
    public static CakeException Unreachable(IReadOnlyCollection<string> reasons) => new(
        ExitCodes.Preflight, string.Join('\n', reasons.Select(Sentence.Of)) + (reasons.Count == 1 ? " " : "\n")
            + "Nothing was written.");

    /// <summary>A backup cannot be made, or is not fit to be restored. Nothing was touched.</summary>
    public static CakeException NoBackup(string message) => new(
        ExitCodes.Preflight, $"No backup: {Sentence.Of(message)} Nothing was changed.");

    /// <summary>The backup here is whole, and could not be brought to its second place.</summary>
    public static FindingsException NoSecondPlace(string folder, string message)
    {
        var finding = Finding.Refusal(OtherCodes.SecondPlaceFailed, null,
            $"The backup in {folder} is whole, and could not be brought to its second place: {Sentence.Of(message)}",
            "Make room or correct backups.folder in the inventory, then run --target=Backup again.");
        return new(ExitCodes.Failed, finding.Sentence, [finding]);
    }

    /// <summary>What was made of a backup is not what it should be, so it would not bring an ensemble back.</summary>
    public static FindingsException DrillFailed(string folder, IReadOnlyCollection<string> reasons)
    {
        var finding = Finding.Refusal(OtherCodes.DrillFailed, null,
            $"The backup in {folder} does not bring the ensemble back: {string.Join("; ", reasons)}.",
            "Keep it, make another one with --target=Backup, and try that.");
        return new(ExitCodes.Failed, finding.Sentence, [finding]);
    }

    /// <summary>The copy before a rollout cannot be made. Nothing was touched.</summary>
    public static CakeException NoSafetyCopy(string message) => new(
        ExitCodes.Preflight, $"{NoBackup(message).Message} (A rollout begins without one by --no-backup.)");

    /// <summary>Before a stage the servers are otherwise than the plan foresees.</summary>
    public static CakeException NotAsForeseen(IEnumerable<string> differences) => new(
        ExitCodes.Failed, "The servers are not what the plan foresees, so its next stage was not begun: " +
        $"{string.Join(' ', differences)} Find out what changed them, then run the same command again: it plans from " +
        "what the servers are.");

    /// <summary>Steps remain: targets were run without those before them, or something happened meanwhile.</summary>
    public static CakeException Unfinished(Plan plan) => new(
        ExitCodes.Failed, "The ensemble is not yet what its inventory wants; run this without --exclusive to " +
        string.Join(", ", plan.Steps.Select(step => step.Title)) + ".");

    /// <summary>The ensemble is not what it should be, or a write is missing.</summary>
    public static FindingsException Unverified(VerificationReport report) => new(
        ExitCodes.Failed, "Verification failed: " + string.Join("; ", report.Failures.Select(check => check.Name)),
        [.. report.Failures.Select(check => check.Finding).OfType<Finding>()]);
}
