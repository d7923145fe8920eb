using System.Collections.Immutable;
using Ensembles.HostAccess;
using Ensembles.Inventories;
using Ensembles.Inventories.Security;
using Ensembles.Observing;
using Ensembles.Planning;
using Ensembles.Verifying;
using Suite.Runs;
using Suite.Workflows.Approval;

namespace Suite.Workflows;

/// <content>The way of a change: prepared once, carried out stage by stage, verified, closed.</content>
public sealed partial class EnsembleRun
{
    private PlanProgress? progress;

    /// <summary>The plan that alone is carried out; null: the plan is made anew.</summary>
    internal PlanFile? Approved { get; init; }

    /// <summary>
    /// Takes the ensemble for this run, looks at it, plans and checks, once in a run. The plan is shown before anything
    /// is written to a host: later targets carry it out up to their stage, and make no other one.
    /// </summary>
    /// <exception cref="FindingsException">The plan is refused, or servers or hosts are not fit for it.</exception>
    public async Task<PlanProgress> PrepareAsync(CancellationToken cancellation)
    {
        if (progress is not null)
        {
            return progress;
        }

        await Provision.CheckArchiveAsync(cancellation);
        await LockAsync(cancellation);
        var (observation, stayed) = await SettleAsync(cancellation);
        var plan = Plan(observation);
        if (!plan.IsRefused && Approved?.Differences(Inventory, Templates, observation, plan, arguments.Planning.Intent) is { IsEmpty: false } others)
        {
            throw Failures.NotAsApproved(Approved!.Path, others);
        }

        Record.Found ??= observation;
        Record.Planned(plan, observation.States, observation.LeaverStates);
        await Provision.CheckAsync(observation, plan, stayed, cancellation);
        if (!plan.Steps.IsEmpty)
        {
            Console.Show(plan);
            if (await Notes.ObserveAsync(observation, cancellation) is { } reason)
            {
                Console.Warn($"--target=Rollback will not take this first change back: {reason}. Keep the inventory of before yourself.");
            }
        }

        ChangedNothingSince(observation);
        return progress = new(Inventory, observation, plan) { Limit = brake.Allowed(plan.Steps) };
    }

    /// <summary>Carries the plan out up to a stage.</summary>
    public async Task RunStageAsync(Stage stage, CancellationToken cancellation)
    {
        var plan = await PrepareAsync(cancellation);
        var steps = plan.UpTo(stage);
        if (steps.IsEmpty)
        {
            if (!plan.IsCutShort)
            {
                Console.NothingToDo(stage);
            }

            return;
        }

        // Between two stages anything may have happened: what follows is proved for what the plan foresees only.
        if (plan.HasBegun && plan.Continue(await ObserveAsync(cancellation)) is { IsEmpty: false } differences)
        {
            throw Failures.NotAsForeseen(differences);
        }

        var observation = plan.Seen;
        unchanged = null;
        if (await Backups.SafetyAsync(observation, cancellation) is { } backup && !Record.Changed)
        {
            Console.Kept(backup, InventoryName);
        }

        await Task.WhenAll(
            memory.BeginAsync(observation, cancellation), Notes.BeginAsync(observation, cancellation),
            watching.StartAsync(observation, cancellation));
        try
        {
            await Console.DuringAsync("rollout", () => rollout.RunAsync(steps, plan.Leavers, cancellation));
            plan.Done(steps);
        }
        catch (BrakeException)
        {
            plan.EndsHere();
        }
    }

    /// <summary>All that a target does which is no part of the chain of <c>Expand</c>.</summary>
    public async Task ChangeAsync(CancellationToken cancellation)
    {
        await RunStageAsync(Stage.Leave, cancellation);
        await VerifyAsync(cancellation);
        await CloseAsync(cancellation);
    }

    /// <summary>Proves that nothing was lost, with what the witness saw where one ran.</summary>
    public async Task VerifyAsync(CancellationToken cancellation)
    {
        var (isFirst, looking) = (!hasLooked, LookAsync());
        await watching.StopAsync();
        var isAmid = progress?.IsCutShort == true;
        if (isFirst || isAmid)
        {
            await looking; // As whom sessions log in follows from it.
        }

        var servers = !isAmid ? Inventory.Servers
            : [.. unchanged!.AllStates.Where(server => server.Serving).Select(server => server.Server)];
        await Console.DuringAsync("verify", () => Fleet.Times.DuringAsync(RunPart.Verification, async () =>
            Record.Verification = await Verification.RunAsync(
            new()
            {
                Servers = [.. servers.Select(VerificationTarget.Of)],
                ExpectedMembers = new(
                    Inventory.Servers.ToImmutableSortedDictionary(server => (long)server.Id, server => server.Line()), null),
                IsAmidChange = isAmid,
                Release = isAmid ? null : Inventory.Release.Version,
                Witness = Record.Witnessed,
                Earlier = looking,
                Superuser = Inventory.Superuser,
                Thorough = arguments.Thorough,
                Connector = Fleet.Connector,
                Login = Fleet.Login,
                Tls = Inventory.Security.Clients == ClientTransport.Plain ? null
                    : (id, token) => Fleet.TlsAsync(Fleet.Server(id), token),
                Progress = Console.Progress,
                AtEnd = watching.SweepAsync,
            }, cancellation)));
        Console.Verified(Record.Verification!);
        if (!Record.Verification!.Passed)
        {
            throw Failures.Unverified(Record.Verification);
        }

        await watching.CleanAsync(within: null, cancellation);

        async Task<EarlierNotes> LookAsync()
        {
            var seen = await ObserveAsync(cancellation);
            ChangedNothingSince(seen);
            foreach (var foreign in Refusals.OfForeign(seen.States))
            {
                Console.Warn(foreign.Sentence);
            }

            return new(seen.Histories, seen.Noted);
        }
    }

    /// <summary>
    /// A rollout is done when nothing is left to plan, by the look that its verification began with, or a new one.
    /// </summary>
    public async Task CloseAsync(CancellationToken cancellation)
    {
        var observation = await ObserveAsync(cancellation);
        if (Plan(observation) is { IsRefused: true } or { Steps.IsEmpty: false } && progress?.IsCutShort != true)
        {
            // That look was taken beside the verification: servers may have been electing the leader that is there by now.
            HasChanged();
            (observation, _) = await SettleAsync(cancellation);
            ChangedNothingSince(observation);
        }

        Record.Compare(observation);
        if (@lock.IsHeld && (Record.Changed || TreeMemory.IsMissing(observation)))
        {
            await memory.NoteAsync(observation, cancellation);
        }

        var plan = Plan(observation);
        if (plan.IsRefused)
        {
            throw Failures.Refused(plan.Refusals);
        }

        if (!plan.Steps.IsEmpty && progress?.IsCutShort != true)
        {
            throw Failures.Unfinished(plan);
        }

        if (@lock.IsHeld && plan.Steps.IsEmpty)
        {
            await Notes.DoneAsync(observation, cancellation);
        }

        if (Record.Plan is not null && plan.Steps.IsEmpty)
        {
            await Clients.TellAsync(
                [.. Record.Steps.Select(step => step.Step)],
                [.. Record.Before.Where(server => !server.HasData && !server.Serving).Select(server => server.Id)], cancellation);
        }

        Console.Ends(Record);
        if (!plan.Steps.IsEmpty)
        {
            Console.EndsEarly(plan, Resumption.OtherCommand(Record, Environment.GetCommandLineArgs()));
        }
    }
}
