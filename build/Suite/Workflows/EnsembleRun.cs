using System.Collections.Immutable;
using Ensembles.Findings;
using Ensembles.HostAccess;
using Ensembles.Inventories;
using Ensembles.Observing;
using Ensembles.Planning;
using Ensembles.Preflight;
using Ensembles.Preflight.States;
using Ensembles.Rendering;
using Ensembles.Rollouts;
using Ensembles.Witnessing;
using Suite.Reports;
using Suite.Runs;
using Suite.Workflows.Returning;

namespace Suite.Workflows;

/// <summary>
/// Everything that the targets of one run share on one ensemble: its hosts, its operator's session, the witness, the
/// account of what was done. Made when the first target needs it, so that help and dry runs touch nothing.
/// </summary>
public sealed partial class EnsembleRun : IAsyncDisposable
{
    private readonly RunArguments arguments;
    private readonly EnsembleLock @lock;
    private readonly Rollout rollout;
    private readonly RolloutObservers watching;
    private readonly TreeMemory memory;
    private readonly Brake brake;
    private readonly Drain drain;
    private Observation? unchanged;
    private bool hasLooked;
    private ImmutableArray<int>? young;
    private bool changes;

    public EnsembleRun(RunArguments arguments, Inventory inventory, ConsoleReporter story)
    {
        this.arguments = arguments;
        Inventory = inventory = Provision.WithJava(inventory);
        if (inventory.Embedded is not null)
        {
            inventory.Superuser?.MakeFile();
        }

        Console = story;
        Renderer = new(Templates);
        Hosts = new(inventory);
        Fleet = new(inventory, server => Hosts[server.Host]) { Known = arguments.Known };
        Record = new(TimeProvider.System) { Asked = arguments.Asked, Times = Fleet.Times };
        @lock = new(Fleet, arguments.Holder);
        Operator = new(Fleet);
        Control = new(Fleet, Renderer);
        Gates = new(Fleet, Operator, Control) { Awaits = story.Awaits };
        Roles = new(Record.Timestamp, Gates.StatusAsync, Record.IsBusy);
        story.Follow(Fleet, Roles);
        Backups = new(this);
        watching = new(this, arguments.Witness);
        Notes = new(Fleet, Control, arguments.IsReturn);
        memory = new(Fleet, Renderer, Gates, Control);
        brake = new(arguments.Brake, story);
        drain = new(this, arguments.Drain);
        Gates.Meanwhile = memory.Gate.MeanwhileAsync;
        rollout = new(Fleet, Control, Gates, Operator, new RolloutWatchers(Record, story), TimeProvider.System)
        {
            Before = async (next, cancellation) =>
            {
                await brake.BeforeAsync(next, cancellation);
                await drain.BeforeAsync(next, cancellation);
                await memory.Gate.BeforeAsync(next, cancellation);
            },
            After = watching.StartLateAsync,
            Back = new(Fleet, Control, Gates, () => progress?.Before.Servers ?? []),
        };
    }

    public Inventory Inventory { get; }

    public ConsoleReporter Console { get; }

    public RunRecord Record { get; }

    public Renderer Renderer { get; }

    /// <summary>Those of the servers, and any other that a target asks for.</summary>
    public Hosts Hosts { get; }

    public Fleet Fleet { get; }

    public Operator Operator { get; }

    public ServerControl Control { get; }

    public Gates Gates { get; }

    /// <summary>What the servers say they are, from the first change or the first drawing of a live view on.</summary>
    public RoleWatch Roles { get; }

    /// <summary>What must stand on the hosts before a step.</summary>
    public Provisioning Provision => new(this, Path.Combine(arguments.Root, ".cache", "releases"));

    public Embedded Embedded => new(this);

    public Deployment Deployment => new(this);

    public ClientHandover Clients => new(this);

    public Backups Backups { get; }

    internal InventoryNotes Notes { get; }

    /// <summary>The newest data are copied before the first change.</summary>
    public bool WantsBackup => arguments.Backup;

    /// <summary>As the command line names the inventory, for commands in messages.</summary>
    public string InventoryName => arguments.Inventory;

    /// <summary>The project's folder.</summary>
    public string Root => arguments.Root;

    public string Templates => Path.Combine(arguments.Root, "templates");

    /// <summary>Rendered files and reports of this ensemble.</summary>
    public string Artifacts => Path.Combine(arguments.Root, "artifacts", Inventory.Ensemble);

    /// <summary>Looks at all servers; not again while it is known that this run has changed nothing since.</summary>
    /// <exception cref="FindingsException">
    /// Hosts cannot be looked at: the faults of all are shown together.
    /// </exception>
    public async Task<Observation> ObserveAsync(CancellationToken cancellation)
    {
        if (unchanged is not null)
        {
            return unchanged;
        }

        var observation = await Provision.OrAllFaultsAsync(
            () => Observation.TakeAsync(Fleet, Renderer, cancellation), cancellation);
        Fleet.Leavers = [.. observation.Leavers.Select(leaver => leaver.Server)];
        Gates.DataBytes = observation.Servers.Concat(observation.Leavers).Select(server => server.Facts.Held.Bytes)
            .DefaultIfEmpty().Max();
        hasLooked = true;
        return observation;
    }

    /// <summary>Something was written to a host: the next look is a new one.</summary>
    public void HasChanged() => unchanged = null;

    /// <summary>What was seen last under the lock is still so, as far as it is up to this run.</summary>
    public void ChangedNothingSince(Observation observation) => unchanged = @lock.IsHeld ? observation : null;

    /// <summary>As <see cref="ObserveAsync"/>, once the ensemble is in no state that passes by itself.</summary>
    public Task<(Observation Seen, ImmutableArray<Finding> Stayed)> SettleAsync(
        CancellationToken cancellation) =>
        StatePreflight.SettleAsync(
            Inventory, server => Fleet[server].Name, () => ObserveAsync(cancellation), TimeProvider.System,
            cancellation);

    /// <summary>Looks at the servers for the eye: a host that does not answer is a row too.</summary>
    public async Task<StatusTable> StatusAsync(CancellationToken cancellation)
    {
        var survey = await Survey.TakeAsync(Fleet, Renderer, cancellation);
        return StatusTable.Of(survey, DateTimeOffset.UtcNow);
    }

    /// <summary>What there is to do, by what was seen.</summary>
    public Plan Plan(Observation observation)
    {
        var options = arguments.Planning;

        options = options with
        {
            Restart = options.Restart with
            {
                // Who was younger when this run began stays so: time goes on, and it is not what was asked for.
                Done = (young ??= options.Restart.Younger(observation.AllStates))
                    .AddRange(Record.Steps.Where(step => step.Failure is null).Select(step => step.Step.ServerId).OfType<int>()),
                OlderThan = TimeSpan.Zero,
            },
        };
        var plan = Plan(observation, options);

        // A target that only looks shows the upgrade where nothing but the release differs.
        return options.Intent == Intent.Any && plan.IsRefused
            && plan.Refusals.All(refusal => refusal.Code == RefusalCodes.ReleaseDiffers)
            && Plan(observation, options with { Intent = Intent.Upgrade }) is var upgrade
            && !upgrade.Refusals.Any(refusal => refusal.Code is { } code
                && (code == RefusalCodes.AddsNothing || code == RefusalCodes.RemovesNothing || code == RefusalCodes.ChangesNoRole))
            ? upgrade
            : plan;
    }

    private Plan Plan(Observation observation, PlanOptions options) =>
        Planner.Make(Inventory, observation.States, observation.LeaverStates, options);

    /// <summary>
    /// Begins to connect to the hosts where a later target needs them, which waits for that,
    /// or meets its failure.
    /// </summary>
    public void ConnectInBackground(CancellationToken cancellation)
    {
        if (arguments.NeedsHosts)
        {
            _ = Task.WhenAll(Inventory.Servers.Select(server => Fleet[server]).Distinct()
                .Select(host => Task.Run(() => host.OpenAsync(cancellation), cancellation)));
        }
    }

    /// <summary>Takes the ensemble for this run alone. Repeated calls cost nothing.</summary>
    /// <exception cref="Remote.HostLockedException">Another rollout holds it.</exception>
    public async Task LockAsync(CancellationToken cancellation)
    {
        if (!@lock.IsHeld)
        {
            changes = true;
            await Provision.OrAllFaultsAsync(() => @lock.TakeAsync(cancellation), cancellation);
        }
    }

    /// <summary>
    /// Ends the run: what the witness saw is told, what it wrote removed and the report written, also after a failure.
    /// </summary>
    public async Task EndAsync()
    {
        await watching.StopAsync();
        await watching.CleanAsync(Witness.Parting, CancellationToken.None);
        await new RunFinalizer(this).WriteAsync(changes);
    }

    public async ValueTask DisposeAsync()
    {
        await watching.DisposeAsync();
        await Roles.DisposeAsync();
        await Operator.CleanAsync(CancellationToken.None);
        await Operator.DisposeAsync();
        await @lock.DisposeAsync();
        await Fleet.DisposeAsync();
        await Hosts.DisposeAsync();
    }
}
