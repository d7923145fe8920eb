using System.Collections.Immutable;
using Debian;
using Ensembles.Findings;
using Ensembles.Inventories;
using Ensembles.Membership;
using Ensembles.Observing;
using Ensembles.Planning;
using Ensembles.Preflight;
using Ensembles.Preflight.States;
using Ensembles.Releases;
using Ensembles.Rollouts;
using Remote;
using Suite.Runs;

namespace Suite.Workflows;

/// <summary>Files, release and Java: what a server needs before it can be started.</summary>
/// <param name="cache">Folder of this project for what is fetched.</param>
public sealed class Provisioning(EnsembleRun run, string cache)
{
    private Inventory Inventory => run.Inventory;

    private Distribution Distribution => new(run.Fleet, run.Renderer, run.Control, Store, run.Console.Transfers);

    private ReleaseStore Store => new(cache, run.Console.Transfers);

    /// <summary>Servers on a machine without Java run with the one that the suite fetches.</summary>
    public Inventory WithJava(Inventory inventory) =>
        inventory is { Connection.Kind: ConnectionKind.Local, Java.Home: null }
            && new JavaRuntimes(cache).HomeToTell is { } home
            ? inventory with { Java = inventory.Java with { Home = home } }
            : inventory;

    /// <summary>Renders every server's files as they will be when all of the inventory are members.</summary>
    /// <returns>How many were not so yet.</returns>
    public int RenderFiles()
    {
        ImmutableArray<ZooKeeper.Configuration.ServerLine> lines =
            [.. Inventory.Servers.Select(server => server.Line())];
        MembershipForm form = Inventory.Membership == MembershipKind.Dynamic
            ? new MembershipForm.DynamicInitial(lines)
            : new MembershipForm.Static(lines);
        var beside = RenderBeside("monitoring", run.Renderer.RenderMonitoring(Inventory))
            + RenderBeside("backup", run.Renderer.RenderBackups(Inventory, run.Root, Environment.UserName));
        return beside + Inventory.Servers.Sum(server =>
        {
            var folder = Directory.CreateDirectory(Path.Combine(run.Artifacts, $"server-{server.Id}")).FullName;
            return run.Renderer.Render(Inventory, server, form).Where(file => !file.Sealed)
                .Count(file => Artifact.Write(Path.Combine(folder, file.Name), file));
        });
    }

    private int RenderBeside(string name, ImmutableArray<Ensembles.Rendering.RenderedFile> files)
    {
        if (files.IsEmpty)
        {
            return 0;
        }

        var folder = Directory.CreateDirectory(Path.Combine(run.Artifacts, name)).FullName;
        return files.Count(file => Artifact.Write(Path.Combine(folder, file.Name), file));
    }

    /// <summary>Brings the release and all files to the hosts that change no membership.</summary>
    public async Task DistributeAsync(CancellationToken cancellation)
    {
        var plan = await run.PrepareAsync(cancellation);
        var observation = plan.Seen;
        await run.Console.DuringAsync("distribute", async () =>
        {
            await EnsureJavaAsync(cancellation);
            var distribution = Distribution;
            if (plan.HasSteps || await distribution.LacksAsync(observation, run.Console.Progress, cancellation))
            {
                await CheckReleaseAsync(distribution, observation, cancellation);

                // Before anything is changed that a server reads; the release lies beside all that meanwhile.
                await Task.WhenAll(
                    run.Backups.SafetyAsync(observation, cancellation),
                    distribution.BringAsync(observation, run.Console.Progress, cancellation));
            }

            var changes = await distribution.RunAsync(observation, run.Console.Progress, cancellation);
            run.Console.Distributed(changes);
            if (!changes.IsEmpty)
            {
                run.HasChanged();
            }
        });
    }

    /// <summary>Looks at all hosts before the first change; every fault is shown.</summary>
    /// <param name="states">Faults of the servers' states, for the same report.</param>
    public async Task CheckHostsAsync(
        Observation observation, ImmutableArray<Finding> states, CancellationToken cancellation) =>
        Judge(await AskHostsAsync(observation, Task.FromResult(states), null, cancellation));

    /// <summary>
    /// What the servers' states are judged to be, beside what the plan refuses, and whether the ensemble lets our
    /// sessions work. Changes nothing.
    /// </summary>
    /// <param name="changes">Steps will follow, so that sessions are needed.</param>
    public async Task<ImmutableArray<Finding>> StatesOfAsync(
        Observation observation, bool changes, CancellationToken cancellation)
    {
        var states = StatePreflight.Judge(Inventory, observation, server => run.Fleet[server].Name);
        var serving = observation.Servers.Where(server => server.State.Serving)
            .Select(server => server.Server).ToList();
        return changes && await run.Operator.RefusalAsync(serving, cancellation) is { } refusal
            ? states.Add(new(
                HostCodes.SessionsRefused, FaultSeverity.Error, Subject.OnHost(Inventory.Ensemble),
                "its servers do not let the suite prove its steps", refusal))
            : states;
    }

    /// <summary>
    /// All that keeps a plan from being carried out is told at once: the plan's own reasons, states, hosts.
    /// </summary>
    public async Task CheckAsync(
        Observation observation, Plan plan, ImmutableArray<Finding> stayed, CancellationToken cancellation)
    {
        var states = StatesAsync();
        if (!plan.IsRefused)
        {
            Judge(plan.Steps.IsEmpty ? new(await states) : await AskHostsAsync(observation, states, run.Backups.Copied(observation), cancellation));
            return;
        }

        var report = await PreflightRun.RunAsync(
            run.Fleet, observation, await ArchiveHereAsync(cancellation), states, run.Backups.Copied(observation), cancellation);
        run.Record.Finds(report.Faults);
        run.Console.Show(report);
        throw Failures.Refused(plan.Refusals);

        async Task<ImmutableArray<Finding>> StatesAsync() => stayed.AddRange(
            await StatesOfAsync(observation, !plan.IsRefused && !plan.Steps.IsEmpty, cancellation));
    }

    /// <summary>
    /// What a rollout of this plan would find, as far as it can be told without changing or fetching anything.
    /// </summary>
    public async Task<PreflightReport> ForeseenAsync(
        Observation observation, Plan plan, CancellationToken cancellation)
    {
        var states = await StatesOfAsync(observation, !plan.IsRefused && !plan.Steps.IsEmpty, cancellation);
        if (plan.IsRefused || plan.Steps.IsEmpty)
        {
            return new(states);
        }

        var report = await PreflightRun.RunAsync(
            run.Fleet, observation, await ArchiveHereAsync(cancellation), Task.FromResult(states), run.Backups.Copied(observation), cancellation);

        // A rollout fetches it first.
        return IsJavaFetched
            ? new([.. report.Faults.Where(fault => fault.Code != HostCodes.JavaMissing)])
            : report;
    }

    private async Task<PreflightReport> AskHostsAsync(
        Observation observation, Task<ImmutableArray<Finding>> states, int? copied, CancellationToken cancellation)
    {
        var archive = Inventory.NeedsRelease
            ? await Store.GetAsync(Inventory.Release, run.Console.Progress, cancellation) : null;
        await EnsureJavaAsync(cancellation);
        return await PreflightRun.RunAsync(run.Fleet, observation, archive, states, copied, cancellation);
    }

    /// <summary>An archive that is none, or another release's, ends the run before a host is locked.</summary>
    /// <exception cref="ReleaseException">It is not what the inventory says.</exception>
    public Task CheckArchiveAsync(CancellationToken cancellation) =>
        Inventory.NeedsRelease ? Store.CheckAsync(Inventory.Release, cancellation) : Task.CompletedTask;

    /// <summary>What needs room on the hosts, without fetching it; null where it is not here or not needed.</summary>
    private async Task<ReleaseArchive?> ArchiveHereAsync(CancellationToken cancellation)
    {
        try
        {
            return Inventory.NeedsRelease ? await Store.HereAsync(Inventory.Release, cancellation) : null;
        }
        catch (ReleaseException)
        {
            return null; // A file that is none is told where it is needed.
        }
    }

    /// <summary>
    /// Where a host fails a question, all hosts are asked what is wrong: one table instead of the first fault.
    /// </summary>
    public async Task<T> OrAllFaultsAsync<T>(Func<Task<T>> ask, CancellationToken cancellation)
    {
        try
        {
            return await ask();
        }
        catch (HostException failure) when (failure is not HostLockedException)
        {
            Judge(await PreflightRun.RunAsync(
                run.Fleet, null, await ArchiveHereAsync(cancellation), cancellation: cancellation));
            throw;
        }
    }

    /// <inheritdoc cref="OrAllFaultsAsync{T}"/>
    public Task OrAllFaultsAsync(Func<Task> ask, CancellationToken cancellation) => OrAllFaultsAsync(
        async () =>
        {
            await ask();
            return true;
        }, cancellation);

    private void Judge(PreflightReport report)
    {
        run.Record.Java = run.Record.Java.SetItems(report.Java);
        run.Record.Finds(report.Faults);
        run.Console.Show(report);
        if (!report.Passed)
        {
            throw Failures.Unfit(report);
        }
    }

    /// <summary>Brings the release alone, for a first start.</summary>
    public Task InstallAsync(Observation observation, CancellationToken cancellation) =>
        run.Console.DuringAsync("release", async () =>
        {
            await EnsureJavaAsync(cancellation);
            var distribution = Distribution;
            await distribution.LacksAsync(observation, run.Console.Progress, cancellation);
            await CheckReleaseAsync(distribution, observation, cancellation);
            run.Console.Distributed(await distribution.InstallAsync(run.Console.Progress, cancellation));
        });

    /// <summary>What the release would change on the hosts. Asks those that lack it.</summary>
    public async Task<ImmutableArray<ReleaseChange>> ReleaseChangesAsync(
        Observation observation, CancellationToken cancellation)
    {
        try
        {
            return await Distribution.PlannedAsync(observation, cancellation);
        }
        catch (ReleaseException fault)
        {
            run.Console.Warn(fault.Message);
            return [];
        }
    }

    /// <summary>A link that other ensembles start from is not pointed elsewhere.</summary>
    private async Task CheckReleaseAsync(
        Distribution distribution, Observation observation, CancellationToken cancellation)
    {
        CheckLinks(await distribution.PlannedAsync(observation, cancellation));
    }

    /// <inheritdoc cref="CheckReleaseAsync"/>
    public void CheckLinks(ImmutableArray<ReleaseChange> changes)
    {
        var faults = changes.Where(change => change.TakesOthersAlong).Select(change => new Finding(
            HostCodes.SharedReleaseLink, FaultSeverity.Error, Subject.OnHost(change.Host),
            $"{change.InstallPath}/{change.Link} points to {change.Place.Former}, and servers of " +
            $"{string.Join(", ", change.Neighbours)} may start from there: they would come back with another release",
            "write a folder of its own under paths.install, or remove " +
            $"{string.Join(", ", change.Neighbours.Select(name => $"{change.InstallPath}/{name}.lock"))} " +
            "where that ensemble is gone"));
        if (faults.ToImmutableArray() is { IsEmpty: false } found)
        {
            Judge(new(found));
        }
    }

    private bool IsJavaFetched => Inventory.Connection.Kind == ConnectionKind.Local && Inventory.Java.Home is { } home
        && !Directory.Exists(home);

    private async Task EnsureJavaAsync(CancellationToken cancellation)
    {
        if (IsJavaFetched)
        {
            try
            {
                await new JavaRuntimes(cache, run.Console.Transfers).EnsureAsync(run.Console.Progress, cancellation);
            }
            catch (DebianException e)
            {
                throw new ReleaseException(e.Message, e);
            }
        }
    }
}
