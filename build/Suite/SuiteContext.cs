using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using Suite.Arguments;
using Suite.Reports;
using Suite.Runs;
using Suite.Workflows;
using Suite.Workflows.Returning;

namespace Suite;

/// <summary>What every target sees: the arguments, read once, and the run on the ensemble they name.</summary>
public sealed class SuiteContext : FrostingContext
{
    private Lazy<EnsembleRun> run;
    private readonly Interruption interruption;

    public SuiteContext(ICakeContext context, ConsoleReporter story, Interruption interruption, RunResult answer)
        : base(context)
    {
        (this.interruption, Console, Result) = (interruption, story, answer);
        interruption.Token.Register(story.Interrupted);
        interruption.AtOnce = story.Leave;
        Options = answer.Options ?? RunArguments.Of(OfHost(context), Root);
        run = new(Begin);
    }

    /// <summary>
    /// The folder of the project. The working directory stays the caller's, so that paths among the arguments mean
    /// what the caller's shell means by them.
    /// </summary>
    public string Root { get; } = ProjectRoot.Above(AppContext.BaseDirectory);

    /// <summary>What the command line and the environment say.</summary>
    public RunArguments Options { get; private set; }

    /// <summary>What the run gives to those who called it.</summary>
    public RunResult Result { get; }

    /// <summary>The run on the inventory's ensemble; the inventory is read when the first target asks.</summary>
    /// <exception cref="Cake.Core.CakeException">The inventory has faults; all of them are shown.</exception>
    /// <exception cref="FindingsException">Arguments do not fit it.</exception>
    public EnsembleRun Run => run.Value;

    /// <summary>Cancelled by Ctrl-C and SIGTERM.</summary>
    public CancellationToken Interruption => interruption.Token;

    /// <summary>What the run has cost so far.</summary>
    public RunCost Cost { get; } = new();

    /// <summary>Tells of the run, also where there is no ensemble to it.</summary>
    public ConsoleReporter Console { get; }

    /// <summary>What the run has done so far; null where no target needed an ensemble yet.</summary>
    public RunRecord? Record => run.IsValueCreated ? run.Value.Record : null;

    /// <summary>
    /// From here on the run is one on the inventory that the ensemble was changed by before the last one. No host is changed by this.
    /// </summary>
    /// <exception cref="FindingsException">No such inventory is noted.</exception>
    public async Task TurnBackAsync(CancellationToken cancellation)
    {
        var (file, intent) = await new Return(Run).FindAsync(Options, cancellation);
        var known = Run.Inventory.Servers;
        await EndRunAsync();
        Options = Options with { Inventory = file, IsReturn = true, Known = known, Planning = Options.Planning with { Intent = intent } };
        run = new(Begin);
    }

    /// <summary>Ends what was begun; nothing where no target needed an ensemble.</summary>
    public async Task EndAsync()
    {
        if (!run.IsValueCreated)
        {
            return;
        }

        if (RunCost.SlowHosts(Run.Hosts.Paces) is { } slow)
        {
            Console.Warn(slow);
        }

        try
        {
            await Cost.DuringAsync("end of the run", EndRunAsync);
        }
        finally
        {
            if (Log.Verbosity == Verbosity.Diagnostic)
            {
                Cost.Lines(Run.Record.Times, Run.Hosts.Traffic).ToList().ForEach(Console.Say);
            }
        }
    }

    /// <summary>
    /// Another program runs the host: what that has read is held to the same rules.
    /// </summary>
    private static GivenArguments OfHost(ICakeContext context)
    {
        var line = context.Arguments.GetArguments().SelectMany(argument => argument.Value.DefaultIfEmpty("")
            .Select(value => string.IsNullOrEmpty(value) ? $"--{argument.Key}" : $"--{argument.Key}={value}"));
        var (given, faults) = Targets.Loaded().Reader()
            .Read([.. line], context.Environment.GetEnvironmentVariables());
        return faults.IsEmpty ? given : throw Failures.WrongInput(string.Join('\n', faults));
    }

    private EnsembleRun Begin()
    {
        var inventory = Inventories.Read(Options, Console);
        return new EnsembleRun(Options, inventory, Console) { Approved = Requests.Check(Options, inventory) };
    }

    private async Task EndRunAsync()
    {
        await using var ending = run.Value;
        await ending.EndAsync();
    }
}
