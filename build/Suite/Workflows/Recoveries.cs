using System.Collections.Immutable;
using Ensembles.Backups;
using Ensembles.Findings;
using Ensembles.Membership;
using Ensembles.Observing;
using Suite.Runs;

namespace Suite.Workflows;

/// <summary>The target Recover.</summary>
internal sealed class Recoveries(EnsembleRun run, string? accepted)
{
    /// <exception cref="FindingsException">A majority lives, nothing is left, or the loss was not accepted.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        await run.LockAsync(cancellation);
        var seen = await run.ObserveAsync(cancellation);
        var others = await Observation.OtherMembersAsync(run.Fleet, seen, cancellation);
        if (Recovery.Refusals(run.Inventory, seen, run.Backups.Newest, others) is { IsEmpty: false } reasons)
        {
            throw Failures.Refused(reasons);
        }

        var survivors = await ReadAsync(seen, cancellation);
        var best = survivors.MaxBy(survivor => survivor.Last)!;
        var unseen = Recovery.MayLive(run.Inventory, seen, others);
        Tell(seen, survivors, best, unseen);
        var risk = $"recover-to-{best.Last}" + (unseen.IsEmpty ? "" : $"-though-{string.Join('-', unseen.Select(server => server.Id))}-may-run");
        if (accepted != risk)
        {
            throw Failures.Refused([.. OfUnseen(unseen), Finding.Refusal(OtherCodes.RecoveryNotAccepted, null,
                $"Every write that was acknowledged after transaction {best.Last} is lost by this, and no one can tell how many there are.",
                $"--accept-risk={risk} goes on.")]);
        }

        await run.Provision.CheckHostsAsync(seen, [], cancellation);
        await run.Provision.InstallAsync(seen, cancellation);
        run.HasChanged();
        run.Console.Say($"Should this run be ended: {Backup.CommandFor(run.InventoryName, best.Data.Folder)} goes on, once no server holds data.");
        await run.Console.DuringAsync("recover", () => new Recovery(run.Fleet, run.Control, run.Gates)
            .RunAsync(seen, best.Data, best.Server, cancellation));
        await run.Notes.CarryAsync(seen, CancellationToken.None);
        run.Console.Say($"{run.Inventory.Servers.Length} servers run as a new ensemble with the data of server {best.Server.Id}, up to {best.Last}.");
    }

    private static IEnumerable<Finding> OfUnseen(ImmutableArray<ServerState> unseen)
    {
        if (!unseen.IsEmpty)
        {
            yield return Finding.Refusal(OtherCodes.RecoveryBesideUnseen, null,
                $"{string.Join(", ", unseen.Select(server => server.Server))} cannot be looked at, and their ports give no answer, neither here nor to the hosts that can " +
                "be reached. That does not tell that they are down. They are a majority of the members: should they run, the ensemble " +
                "lives, this makes a second one beside it, and what clients write to either of them is missing in the other one.",
                "Make their hosts reachable as the connection in the inventory says, or see on each of them that no ZooKeeper runs and none is started.");
        }
    }

    private async Task<ImmutableArray<Survivor>> ReadAsync(Observation seen, CancellationToken cancellation)
    {
        var read = new List<Survivor>();
        foreach (var server in Recovery.Holding(seen))
        {
            read.Add(new(server.Server, await run.Backups.FetchSurvivorAsync(server, cancellation)));
        }

        return [.. read];
    }

    private void Tell(Observation seen, ImmutableArray<Survivor> survivors, Survivor best, ImmutableArray<ServerState> unseen)
    {
        var members = Recovery.MembersOf(run.Inventory, seen);
        run.Console.Say((unseen.IsEmpty ? "The ensemble has lost its majority: of" : "Of") + $" the members {members} only servers " +
            $"{string.Join(", ", survivors.Select(survivor => survivor.Server.Id))} are left with data" +
            (unseen.IsEmpty ? "." : $", as far as hosts can be looked at. Whether {string.Join(", ", unseen.Select(server => server.Id))} run is not known."));
        foreach (var survivor in survivors)
        {
            run.Console.Say($"  server {survivor.Server.Id} holds all up to {survivor.Last}, read in full: a copy lies in {survivor.Data.Folder}" +
                (survivor.Data.Content.Torn is { } end ? $"; what stands behind byte {end} of its newest log is damaged and not counted" : "") +
                (survivor == best ? "  (the newest)" : ""));
        }

        if (Recovery.NotedAt(seen, best.Server) is { } noted)
        {
            run.Console.Say(noted > best.Last
                ? $"  an earlier run saw {noted} acknowledged: what lies between that and {best.Last} is lost for certain"
                : $"  the newest transaction that an earlier run saw acknowledged, {noted}, is among it");
        }

        run.Console.Say("  The lost servers must never start again: with their old lists they would be an ensemble beside this one.");
    }
}
