using Ensembles.Observing;
using Remote;
using Suite.Outgoing;
using Suite.Reports;
using Suite.Runs;
using Suite.Workflows.Bundles;

namespace Suite.Workflows;

/// <summary>
/// What is left behind of a run: its report, and of one that has failed what is needed to find out why.
/// </summary>
internal sealed class RunFinalizer(EnsembleRun run)
{
    private static readonly TimeSpan LookDeadline = TimeSpan.FromSeconds(10);

    private RunRecord Account => run.Record;

    /// <param name="changes">The run was to change something.</param>
    public async Task WriteAsync(bool changes)
    {
        var isEvidenceWanted = Account is { Failure: not null, ExitCode: ExitCodes.Failed or ExitCodes.Preflight }
            && (changes || Account.Verification is { Passed: false });
        Account.Bundle = isEvidenceWanted ? FailureBundle.FileName : null;
        if (!Account.Changed && !isEvidenceWanted)
        {
            return;
        }

        if (Account is { Changed: true, Changes: null })
        {
            await LookAgainAsync();
        }

        if (Report() is { } report && isEvidenceWanted)
        {
            await BundleAsync(Path.GetDirectoryName(report)!);
        }
    }

    /// <summary>What was done is done, whether or not there is room to write of it: the exit code stays.</summary>
    private string? Report()
    {
        try
        {
            // Again: an embedded ensemble's password is made only after the inventory was read.
            run.Console.Text.Hide(InventorySecrets.Of(run.Inventory), InventorySecrets.Open(run.Inventory));
            var report = ReportFiles.Write(
                run.Artifacts, run.Inventory, Account, run.Console.Text,
                Environment.GetEnvironmentVariable(ReportFiles.StepSummary));
            run.Console.Wrote(report);
            return report;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            run.Console.Warn($"The report of this run could not be written: {fault.Message}");
            return null;
        }
    }

    /// <summary>
    /// For the report, where the run did not end with a look: hosts that give none are left out of it.
    /// </summary>
    private async Task LookAgainAsync()
    {
        using var limit = new CancellationTokenSource(LookDeadline);
        try
        {
            Account.Compare(await Observation.TakeAsync(run.Fleet, run.Renderer, limit.Token));
        }
        catch (Exception unreachable) when (unreachable is HostException or OperationCanceledException)
        {
            run.Console.Warn("The report lacks the changes of files: " + unreachable.Message);
        }
    }

    /// <summary>The run has failed already: what hinders this is told, no more.</summary>
    private async Task BundleAsync(string folder)
    {
        try
        {
            await run.Console.DuringAsync("logs and configurations of the hosts", async () =>
            {
                var bundle = await FailureBundle.WriteAsync(
                    run.Fleet, Account, folder, run.Console.Text, CancellationToken.None);
                run.Console.Say($"For finding out why: {bundle}");
            });
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            run.Console.Warn($"The logs and configurations of the hosts could not be kept: {fault.Message}");
        }
    }
}
