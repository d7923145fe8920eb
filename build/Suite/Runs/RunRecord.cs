using System.Collections.Immutable;
using System.Globalization;
using Ensembles.Backups;
using Ensembles.Findings;
using Ensembles.HostAccess;
using Ensembles.Inventories;
using Ensembles.Membership;
using Ensembles.Observing;
using Ensembles.Planning;
using Ensembles.Rollouts;
using Ensembles.Verifying;
using Ensembles.Witnessing;

namespace Suite.Runs;

/// <summary>
/// The account of one run: what was planned, done, seen by clients and proved. Reports are made from it.
/// </summary>
public sealed class RunRecord(TimeProvider clock) : IRolloutWatcher
{
    private readonly Lock guard = new();
    private readonly List<StepRecord> steps = [];
    private readonly List<Step> underWay = [];

    /// <summary>Where its time went.</summary>
    public PartTimes Times { get; init; } = new(clock);

    public DateTimeOffset Started { get; } = clock.GetUtcNow();

    /// <summary>
    /// The same instant on the clock that never steps, to place what others measured on the run's axis.
    /// </summary>
    public long Timestamp { get; } = clock.GetTimestamp();

    /// <summary>What was asked, by whom.</summary>
    public required RunRequest Asked { get; init; }

    /// <summary>
    /// Names the run's folder, its backups and the witness's znodes, later runs after earlier ones: the start in UTC
    /// to the millisecond and some letters of its own.
    /// </summary>
    public string RunId { get; } = clock.GetUtcNow().ToString("yyyyMMdd'T'HHmmss.fff'Z'", CultureInfo.InvariantCulture)
        + "-" + Guid.NewGuid().ToString("N")[..6];

    /// <summary>The first plan that had steps; later ones only continue it.</summary>
    public Plan? Plan { get; private set; }

    /// <summary>The servers as they were when that plan was made; empty without a plan.</summary>
    public ImmutableArray<ServerState> Before { get; private set; } = [];

    /// <summary>Servers that were to leave, as they were then.</summary>
    public ImmutableArray<ServerState> Leavers { get; private set; } = [];

    /// <summary>
    /// The Java version on the hosts of the inventory's servers, by id; those that were not asked are left out.
    /// </summary>
    public ImmutableDictionary<int, string> Java { get; set; } = ImmutableDictionary<int, string>.Empty;

    public ImmutableArray<StepRecord> Steps
    {
        get
        {
            lock (guard)
            {
                return [.. steps];
            }
        }
    }

    /// <summary>Planned, but not begun.</summary>
    /// <param name="begun">What was; several steps may have one title.</param>
    public ImmutableArray<Step> NotBegun(IEnumerable<StepRecord> begun)
    {
        var titles = begun.Select(step => step.Step.Title).ToList();
        return [.. (Plan?.Steps ?? []).Where(step => !titles.Remove(step.Title))];
    }

    /// <summary>The copy of the data that was made before the first change; null without one.</summary>
    public Backup? Backup { get; set; }

    /// <summary>The command that makes a new ensemble of <see cref="Backup"/>; null without one.</summary>
    public string? RestoreCommand { get; set; }

    public WitnessRecord? Witnessed { get; set; }

    /// <summary>What the servers said they were during the rollout; empty when they were not asked.</summary>
    public ImmutableArray<RoleReading> Roles { get; set; } = [];

    public VerificationReport? Verification { get; set; }

    /// <summary>Why the run has failed, as told to the operator; null as long as it has not.</summary>
    public string? Failure { get; private set; }

    /// <summary>Of a run that has failed (see <see cref="ExitCodes"/>).</summary>
    public int ExitCode { get; private set; }

    /// <summary>What preflight has found, and why the run has failed, in the order in which it was told.</summary>
    public ImmutableArray<Finding> Findings { get; private set; } = [];

    /// <summary>File name of the archive with what is needed to find out why; null without one.</summary>
    public string? Bundle { get; set; }

    /// <summary>The ensemble before this run changed a file; null when it was not about to.</summary>
    public Observation? Found { get; set; }

    /// <summary>Files that are otherwise than before the run; null when they were not looked at again.</summary>
    public ImmutableArray<ChangedFile>? Changes { get; private set; }

    public TimeSpan Elapsed => clock.GetUtcNow() - Started;

    /// <summary>Acknowledged writes that some server lacks; null when that was not verified.</summary>
    public int? MissingWrites => Verification?.Servers.Max(server => server.MissingWrites);

    /// <summary>There is something to write a report about.</summary>
    public bool Changed => Steps.Length > 0;

    /// <param name="now">The ensemble after the changes of this run.</param>
    public void Compare(Observation now) => Changes = Found is null ? null : ChangedFile.Between(Found, now);

    /// <param name="states">What the plan was made from.</param>
    /// <param name="leavers">Those that the inventory lacks, or has elsewhere.</param>
    public void Planned(Plan plan, IEnumerable<ServerState> states, IEnumerable<ServerState>? leavers = null)
    {
        if (Plan is null && !plan.Steps.IsEmpty)
        {
            (Plan, Before, Leavers) = (plan, [.. states], [.. leavers ?? []]);
        }
    }

    /// <summary>The first failure counts: what follows comes of it.</summary>
    public void Fails(string message, int exitCode)
    {
        if (Failure is null)
        {
            (Failure, ExitCode) = (message, exitCode);
        }
    }

    /// <summary>Each finding once, however often it was told.</summary>
    public void Finds(IEnumerable<Finding> findings) => Findings = [.. Findings.Concat(findings).Distinct()];

    /// <summary>A step is under way on the server.</summary>
    public bool IsBusy(Server server)
    {
        lock (guard)
        {
            return underWay.Any(step => step.Concerns(server.Id));
        }
    }

    public void Begins(Step step)
    {
        lock (guard)
        {
            underWay.Add(step);
        }
    }

    public void Ended(StepRecord record)
    {
        lock (guard)
        {
            underWay.Remove(record.Step);
            steps.Add(record);
        }
    }
}

/// <summary>What a run was asked for.</summary>
/// <param name="Target">As on the command line; several with "and" between them.</param>
/// <param name="By">Account and machine.</param>
public sealed record RunRequest(string Target, string By, Strategy Strategy);
