using System.Collections.Immutable;
using Ensembles.Findings;
using Ensembles.Inventories;
using Ensembles.Membership;
using Ensembles.Planning;
using Ensembles.Rollouts;
using Suite.Runs;
using Suite.Terminals;

namespace Suite.Reports;

/// <summary>What all reports of one run tell, taken from its account at one moment.</summary>
internal sealed class RunReport
{
    public RunReport(Inventory inventory, RunRecord account)
    {
        (Inventory, Account, Took) = (inventory, account, account.Elapsed);
        Steps = [.. account.Steps.OrderBy(step => step.Started)];
        Pending = account.NotBegun(Steps);
        Outcome = OutcomeOf(this);
        Timeline = RunTimeline.Of(this);
    }

    public Inventory Inventory { get; }

    public RunRecord Account { get; }

    /// <summary>The whole run, with what was distributed, waited for and verified.</summary>
    public TimeSpan Took { get; }

    /// <summary>In the order in which they began; their numbers in all reports are their places here, from 1.</summary>
    public ImmutableArray<StepRecord> Steps { get; }

    /// <summary>Planned, but not begun.</summary>
    public ImmutableArray<Step> Pending { get; }

    public RunOutcome Outcome { get; }

    public RunTimeline Timeline { get; }

    /// <summary>Members of before that the inventory lacks or has elsewhere.</summary>
    public ImmutableArray<ServerState> Leavers => Account.Leavers;

    /// <summary>What a server was before the first step; null when that was not observed.</summary>
    public ServerState? StateBefore(Server server) =>
        Account.Before.Concat(Leavers).FirstOrDefault(state => state.Server == server);

    /// <summary>Ids of the servers that the ensemble did not have before.</summary>
    public ImmutableArray<int> New =>
        [.. Account.Before.Where(server => !server.HasData && !server.Serving).Select(server => server.Id)];

    /// <summary>Warnings of the plan, what preflight has found, and why the run has failed.</summary>
    public ImmutableArray<Finding> Findings => [.. (Account.Plan?.Warnings ?? []).Concat(Account.Findings)];

    /// <summary>The same without what the verification tells, which has a part of its own in reports.</summary>
    public ImmutableArray<Finding> FoundBefore =>
        [.. Findings.Except((Account.Verification?.Checks ?? []).Select(check => check.Finding).OfType<Finding>())];

    /// <summary>The run in one sentence.</summary>
    public string Summary => this switch
    {
        _ when Steps.FirstOrDefault(step => step.Failure is not null) is { } failed =>
            $"Stopped at step {Steps.IndexOf(failed) + 1}, {failed.Step.Title}: {Wording.Headline(failed.Failure!)}",
        { Account.Verification: { Passed: false } report } =>
            $"Verification failed: {string.Join(", ", report.Failures.Select(check => check.Name))}.",
        { Account.Failure: { } failure } => $"Failed: {Wording.Headline(failure)}",
        { Account: { Verification: not null, MissingWrites: 0, Witnessed.Figures: var seen } } =>
            $"Every one of {Wording.Count(seen.Writes)} acknowledged writes is on every server; " +
            $"{Noticed(seen.Failed)}.",
        { Account.Verification: not null } => "All steps are done and the ensemble is verified.",
        _ => $"{Steps.Length} {(Steps.Length == 1 ? "step is" : "steps are")} done; this run verified nothing.",
    };

    private static string Noticed(long failed) => failed switch
    {
        0 => "no client's operation failed",
        1 => "one operation of a client failed and was repeated",
        _ => $"{Wording.Count(failed)} operations of clients failed",
    };

    private static RunOutcome OutcomeOf(RunReport report) => report switch
    {
        _ when report.Steps.Any(step => step.Failure is not null) => RunOutcome.Failed,
        { Account.Failure: not null } => RunOutcome.Failed,
        { Account.Verification: null } => RunOutcome.Unverified,
        { Account.Verification.Passed: false } => RunOutcome.Failed,
        _ => RunOutcome.Done,
    };
}

/// <summary>How a run ended.</summary>
internal enum RunOutcome
{
    /// <summary>Every step passed its gate and the verification found nothing wrong.</summary>
    Done,

    /// <summary>A step or the verification failed, or the run was interrupted.</summary>
    Failed,

    /// <summary>Every step passed its gate; no verification belonged to the run, or it was not reached.</summary>
    Unverified,
}
