using Ensembles.Backups;
using Ensembles.Findings;
using Ensembles.Planning;
using Ensembles.Rollouts;
using Suite.Runs;

namespace Suite.Workflows;

/// <summary>The first start of all servers of an inventory: among empty servers nothing can be lost.</summary>
public sealed class Deployment(EnsembleRun run)
{
    /// <exception cref="FindingsException">
    /// The ensemble lives already and is not as the inventory wants it, an id is none for a new server, or the hosts are
    /// not fit.
    /// </exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        await run.Provision.CheckArchiveAsync(cancellation);
        await run.LockAsync(cancellation);
        var observation = await run.ObserveAsync(cancellation);
        if (observation.Servers.Any(server => server.Facts.HasData || server.State.Serving))
        {
            var plan = run.Plan(observation);
            if (plan.IsRefused || !plan.Steps.IsEmpty)
            {
                throw Failures.Refused(
                    plan.IsRefused ? plan.Refusals : [
                        Finding.Refusal(RefusalCodes.AlreadyDeployed, null, $"{run.Inventory.Ensemble} already lives:",
                            "--target=Expand makes it what the inventory wants.")]);
            }

            run.ChangedNothingSince(observation);
            run.Console.Ends(run.Record);
            return;
        }

        if (Recovery.RefusalOfFirstStart(observation, run.Backups.Newest) is { } aside)
        {
            throw Failures.Refused([aside]);
        }

        if (run.Inventory.Servers.Select(server => Refusals.OfNewId(server.Id, run.Inventory.File))
            .OfType<Finding>().ToList() is { Count: > 0 } ids)
        {
            throw Failures.Refused([.. ids]);
        }

        var states = await run.Provision.StatesOfAsync(observation, changes: false, cancellation);
        await run.Provision.CheckHostsAsync(observation, states, cancellation);
        run.Console.Say($"Plan: the first start of {Count(run.Inventory.Servers.Length)} as a new ensemble; none holds data, " +
            "so none can be lost.");
        await run.Provision.InstallAsync(observation, cancellation);
        await run.Console.DuringAsync(
            "first start",
            () => new FirstStart(run.Fleet, run.Control, run.Gates).RunAsync(run.Inventory.Servers, cancellation));
        run.Console.Say($"{Count(run.Inventory.Servers.Length)} {(run.Inventory.Servers.Length == 1 ? "runs" : "run")} " +
            "as a new ensemble.");
    }

    private static string Count(int servers) => servers == 1 ? "1 server" : $"{servers} servers";
}
