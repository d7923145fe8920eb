using System.Collections.Immutable;
using Ensembles;
using Ensembles.Inventories;
using Ensembles.Observing;
using Ensembles.Planning;
using Ensembles.Releases;
using Ensembles.Rendering;
using Ensembles.Rollouts;
using Ensembles.Verifying;
using Ensembles.Witnessing;
using Suite.Reports;
using ZooKeeper;

namespace Suite.Runs;

/// <summary>
/// Everything that the targets of one run share on one ensemble: its hosts, its operator's session, the witness, the
/// account of what was done. Made when the first target needs it, so that help and dry runs touch nothing.
/// </summary>
public sealed class EnsembleRun : IAsyncDisposable
{
    private readonly RunArguments arguments;
    private readonly List<IAsyncDisposable> locks = [];
    private readonly Rollout rollout;
    private Witness? witness;

    public EnsembleRun(RunArguments arguments, Inventory inventory, ConsoleStory story)
    {
        this.arguments = arguments;
        Inventory = inventory = WithJava(inventory);
        if (inventory.Embedded is not null)
        {
            inventory.Superuser?.MakeFile();
        }

        Story = story;
        Account = new(story, TimeProvider.System);
        Renderer = new(Path.Combine(arguments.Root, "templates"));
        Fleet = new(inventory, Hosts.Connector(inventory));
        Operator = new(inventory);
        Control = new(Fleet, Renderer);
        Gates = new(Fleet, Operator, Control);
        rollout = new(Fleet, Control, Gates, Operator, Account, TimeProvider.System);
    }

    public Inventory Inventory { get; }

    public ConsoleStory Story { get; }

    public Account Account { get; }

    public Renderer Renderer { get; }

    public Fleet Fleet { get; }

    public Operator Operator { get; }

    public ServerControl Control { get; }

    public Gates Gates { get; }

    /// <summary>Renders every server's files as they will be when all of the inventory are members.</summary>
    /// <returns>How many were not so yet.</returns>
    public int RenderFiles()
    {
        var lines = Inventory.Servers.Select(server => server.Line()).ToImmutableArray();
        MembershipForm form = Inventory.Membership == MembershipKind.Dynamic
            ? new MembershipForm.DynamicInitial(lines)
            : new MembershipForm.Static(lines);
        var changed = 0;
        foreach (var server in Inventory.Servers)
        {
            var folder = Directory.CreateDirectory(Path.Combine(Artifacts, $"server-{server.Id}")).FullName;
            foreach (var file in Renderer.Render(Inventory, server, form))
            {
                var path = Path.Combine(folder, file.Name);
                if (!File.Exists(path) || File.ReadAllText(path) != file.Content)
                {
                    File.WriteAllText(path, file.Content);
                    changed++;
                }
            }
        }

        return changed;
    }

    public Embedded Embedded => new(this);

    /// <summary>Rendered files and reports of this ensemble.</summary>
    public string Artifacts => Path.Combine(arguments.Root, "artifacts", Inventory.Ensemble);

    private ImmutableArray<HostPort> ClientAddresses => [.. Inventory.Servers.Select(Fleet.ClientAddress)];

    private string ReleaseCache => Path.Combine(arguments.Root, ".cache", "releases");

    private ReleaseStore Store => new(ReleaseCache);

    public Task<Observation> ObserveAsync(CancellationToken cancellation) =>
        Observation.TakeAsync(Fleet, Renderer, cancellation);

    public Plan Plan(Observation observation) => Planner.Make(Inventory, observation.States, arguments.Strategy);

    /// <summary>Takes the ensemble for this run alone. Repeated calls cost nothing.</summary>
    /// <exception cref="Remote.HostLockedException">Another rollout holds it.</exception>
    public async Task LockAsync(CancellationToken cancellation)
    {
        foreach (var server in Inventory.Servers.Skip(locks.Count))
        {
            locks.Add(await Fleet[server].LockAsync(server.LockFile(), arguments.Holder, cancellation));
        }
    }

    /// <summary>Brings release and files to the hosts.</summary>
    public async Task DistributeAsync(CancellationToken cancellation)
    {
        await LockAsync(cancellation);
        var observation = await ObserveAsync(cancellation);
        var plan = Plan(observation);
        if (plan.IsRefused)
        {
            Story.Show(plan);
            throw Failures.Refused(plan.Refusals);
        }

        await Story.DuringAsync("distribute", async () =>
        {
            await EnsureJavaAsync(cancellation);
            Story.Distributed(
                await new Distribution(Fleet, Renderer, Store).RunAsync(observation, Story.Progress, cancellation));
        });
    }

    public Task InstallReleaseAsync(CancellationToken cancellation) => Story.DuringAsync("release", async () =>
    {
        await EnsureJavaAsync(cancellation);
        Story.Distributed(await new Distribution(Fleet, Renderer, Store).InstallAsync(Story.Progress, cancellation));
    });

    /// <summary>Looks, plans, and does what belongs to a stage and those before it.</summary>
    public async Task RunStageAsync(Stage stage, CancellationToken cancellation)
    {
        await LockAsync(cancellation);
        var plan = Plan(await ObserveAsync(cancellation));
        Account.Planned(plan);
        if (plan.IsRefused)
        {
            throw Failures.Refused(plan.Refusals);
        }

        var steps = plan.UpTo(stage).ToImmutableArray();
        if (steps.IsEmpty)
        {
            Story.NothingToDo(stage);
            return;
        }

        await WatchAsync(cancellation);
        await Story.DuringAsync("rollout", () => rollout.RunAsync(steps, cancellation));
    }

    /// <summary>Proves that nothing was lost, with what the witness saw where one ran.</summary>
    public async Task VerifyAsync(CancellationToken cancellation)
    {
        await StopWitnessAsync();
        await Story.DuringAsync("verify", async () => Account.Verification = await Verification.RunAsync(
            new()
            {
                Servers = [.. Inventory.Servers.Select(VerificationTarget.Of)],
                ExpectedMembers = new(
                    Inventory.Servers.ToImmutableSortedDictionary(server => (long)server.Id, server => server.Line()), null),
                Release = Inventory.Release.Version,
                Witness = Account.Witnessed,
                Superuser = Inventory.Superuser,
                Thorough = arguments.Thorough,
                Progress = Story.Progress,
            }, cancellation));
        Story.Verified(Account.Verification!);
        if (!Account.Verification!.Passed)
        {
            throw Failures.Unverified(Account.Verification);
        }

        if (witness is not null)
        {
            await witness.CleanAsync(cancellation: cancellation);
        }
    }

    /// <summary>Ends the run: what the witness saw is told and the report written, also after a failure.</summary>
    public async Task EndAsync()
    {
        await StopWitnessAsync();
        if (Account.Changed)
        {
            Story.Wrote(JsonReport.Write(Artifacts, Inventory, Account));
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (witness is not null)
        {
            await witness.DisposeAsync();
        }

        await Operator.CleanAsync(CancellationToken.None);
        await Operator.DisposeAsync();
        foreach (var held in locks)
        {
            await held.DisposeAsync();
        }

        await Fleet.DisposeAsync();
    }

    /// <summary>Servers on a machine without Java run with the one that the suite fetches.</summary>
    private Inventory WithJava(Inventory inventory) =>
        inventory is { Connection.Kind: ConnectionKind.Local, Java.Home: null }
            && new JavaRuntimes(ReleaseCache).HomeToTell is { } home
            ? inventory with { Java = inventory.Java with { Home = home } }
            : inventory;

    private async Task EnsureJavaAsync(CancellationToken cancellation)
    {
        if (Inventory.Connection.Kind == ConnectionKind.Local && Inventory.Java.Home is { } home && !Directory.Exists(home))
        {
            await new JavaRuntimes(ReleaseCache).EnsureAsync(Story.Progress, cancellation);
        }
    }

    /// <summary>Starts the witness, once, before the first change.</summary>
    private async Task WatchAsync(CancellationToken cancellation)
    {
        if (witness is null && arguments.Witness)
        {
            witness = await Witness.StartAsync(new() { Servers = ClientAddresses, Run = Account.RunId }, cancellation);
            Story.Watch(witness);
        }
    }

    private async Task StopWitnessAsync()
    {
        if (witness is not null && Account.Witnessed is null)
        {
            Account.Witnessed = await witness.StopAsync();
            Story.Witnessed(Account.Witnessed);
        }
    }
}
