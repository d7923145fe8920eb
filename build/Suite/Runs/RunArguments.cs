using System.Collections.Immutable;
using System.Globalization;
using Ensembles.Inventories;
using Ensembles.Planning;
using Suite.Arguments;

namespace Suite.Runs;

/// <summary>What the command line and the environment say, read once.</summary>
public sealed record RunArguments
{
    /// <summary>The project's folder.</summary>
    public required string Root { get; init; }

    /// <summary>Name or path; default <c>local</c>, the embedded default.</summary>
    public required string Inventory { get; init; }

    /// <summary>Strategy, what the targets are for, and the risk that is taken.</summary>
    public required PlanOptions Planning { get; init; }

    /// <summary>Client sessions write during the rollout. Off for ensembles that must not be written to.</summary>
    public required bool Witness { get; init; }

    /// <summary>The newest data are copied before the first change of a rollout.</summary>
    public required bool Backup { get; init; }

    /// <summary>
    /// Restore: a folder here, or <c>SERVER:FOLDER</c> on a server's host; null: the newest backup here.
    /// </summary>
    public required string? BackupReference { get; init; }

    /// <summary>Down: the data of the embedded default are removed too.</summary>
    public required bool Purge { get; init; }

    /// <summary>No question is asked at a terminal. On the command line only.</summary>
    public required bool IsSure { get; init; }

    /// <summary>Verify: trees are compared znode by znode on every release.</summary>
    public required bool Thorough { get; init; }

    /// <summary>Plan: another exit code where there is something to do.</summary>
    public required bool DetailedExitCode { get; init; }

    /// <summary>Status: look again after this time, until interrupted; null: once.</summary>
    public required TimeSpan? Watch { get; init; }

    /// <summary>The brake of a change: when it waits, and when it ends.</summary>
    public required BrakeOptions Brake { get; init; }

    /// <summary>How long a leaver's clients are waited for; null: not at all.</summary>
    public required TimeSpan? Drain { get; init; }

    /// <summary>Plan: where the plan is written; null: nowhere.</summary>
    public required string? PlanOut { get; init; }

    /// <summary>The file with the plan that alone is carried out; null: the plan is made anew.</summary>
    public required string? PlanToDo { get; init; }

    /// <summary>The inventory is that of before the ensemble's last change.</summary>
    public bool IsReturn { get; init; }

    /// <summary>Servers of the inventory that a person wrote, where the run is on one of before: they tell where its leavers are.</summary>
    public ImmutableArray<Server> Known { get; init; } = [];

    public required RunRequest Asked { get; init; }

    /// <summary>Some target has to do with the hosts, beside those that render their files here.</summary>
    public required bool NeedsHosts { get; init; }

    /// <summary>What the lock says about this run: who, where, since when, what for.</summary>
    public required string Holder { get; init; }

    /// <summary>All that was given, for what single targets ask.</summary>
    internal GivenArguments Given { get; private init; } = GivenArguments.None;

    /// <summary>The run that arguments ask for.</summary>
    /// <exception cref="Cake.Core.CakeException">The targets want different things of one ensemble.</exception>
    internal static RunArguments Of(GivenArguments given, string root)
    {
        var targets = given.Texts(ArgumentList.Target);
        var asked = new RunRequest(
            string.Join(" and ", targets),
            $"{Environment.UserName}@{Environment.MachineName}",
            Enum.Parse<Strategy>(given.Text(ArgumentList.Strategy) ?? nameof(Strategy.Auto), ignoreCase: true));
        return new()
        {
            Given = given,
            Root = root,
            Inventory = given.Text(ArgumentList.Inventory) ?? "local",
            Planning = new()
            {
                Strategy = asked.Strategy,
                Intent = IntentOf([.. targets, .. given.Text(ArgumentList.PlanFor) is { } planned ? [planned] : Array.Empty<string>()]),
                Restart = new()
                {
                    Only = ArgumentList.Ids(given.Text(ArgumentList.Only) ?? "") ?? [],
                    OlderThan = ArgumentList.Time(given.Text(ArgumentList.OlderThan) ?? "") ?? TimeSpan.Zero,
                    Reason = given.Text(ArgumentList.Reason),
                },
                AcceptedRisk = given.Text(ArgumentList.AcceptRisk),
            },
            Witness = !given.Flag(ArgumentList.NoWitness),
            Backup = !given.Flag(ArgumentList.NoBackup),
            BackupReference = given.Text(ArgumentList.Backup),
            Purge = given.Flag(ArgumentList.Purge),
            IsSure = given.Flag(ArgumentList.Yes),
            Thorough = given.Flag(ArgumentList.Thorough),
            DetailedExitCode = given.Flag(ArgumentList.DetailedExitCode),
            Watch = Interval(given.Text(ArgumentList.Watch)),
            Brake = BrakeOptions.Of(given),
            Drain = ArgumentList.Time(given.Text(ArgumentList.Drain) ?? ""),
            PlanOut = given.Text(ArgumentList.Out),
            PlanToDo = given.Text(ArgumentList.PlanFile),
            Asked = asked,
            NeedsHosts = targets.Any(target => !target.Equals("Render", StringComparison.OrdinalIgnoreCase)),
            Holder = string.Create(CultureInfo.InvariantCulture,
                $"{asked.By} since {DateTime.UtcNow:yyyy-MM-dd HH:mm:ss}Z, target {asked.Target}"),
        };
    }

    /// <summary>Seconds; the argument alone: 2.</summary>
    private static TimeSpan? Interval(string? text) => text switch
    {
        null or "false" => null,
        "true" => TimeSpan.FromSeconds(2),
        _ => TimeSpan.FromSeconds(ArgumentList.Seconds(text)),
    };

    /// <summary>What is refused depends on what the targets are for; those that only look may see everything.</summary>
    private static Intent IntentOf(IEnumerable<string> targets)
    {
        Intent[] named = [.. targets.Select(target => target.ToUpperInvariant() switch
        {
            "SHRINK" => Intent.Shrink,
            "REPLACE" => Intent.Replace,
            "UPGRADE" => Intent.Upgrade,
            "RESTART" => Intent.Restart,
            "EXPAND" or "JOIN" or "ROLLINGRESTART" or "STARTNEW" or "DISTRIBUTE" or "DEPLOY" => Intent.Expand,
            _ => Intent.Any,
        }).Where(intent => intent != Intent.Any).Distinct()];
        return named.Length < 2 ? named.FirstOrDefault() : throw Failures.WrongInput(
            $"Targets {string.Join(" and ", targets)} want different things of one ensemble: " +
            "call one after the other.");
    }
}
