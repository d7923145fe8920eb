using System.Collections.Immutable;
using System.Diagnostics;
using Ensembles.Findings;
using Ensembles.Inventories;
using Suite.Arguments;
using Suite.Runs;

namespace Suite.Workflows.Several;

/// <summary>
/// The same targets on several ensembles, each in a process of its own with its own lock, plan and report: one after the
/// other, or side by side. A change ends with the first ensemble on which it fails; what only looks goes on.
/// </summary>
internal sealed class SeveralEnsembles
{
    private static readonly ImmutableArray<string> Looking = ["Plan", "Status", "Clients", "Hosts", "Verify", "Render", "Backup"];

    /// <summary>What is meant for one ensemble.</summary>
    private static readonly ImmutableArray<Argument> OfOne =
    [
        ArgumentList.PlanFile, ArgumentList.Out, ArgumentList.AcceptRisk, ArgumentList.Backup, ArgumentList.Watch, ArgumentList.Only,
    ];

    private readonly RunArguments arguments;
    private readonly ImmutableArray<Part> parts;
    private readonly ImmutableArray<string> faults;

    private SeveralEnsembles(RunArguments arguments)
    {
        this.arguments = arguments;
        var (names, wrong) = Selection.Of(arguments.Inventory, arguments.Root);
        parts = [.. names.Select(name => new Part(name, arguments.Root))];
        faults = [.. Misfits(), .. wrong, .. wrong.IsEmpty ? parts.SelectMany(part => part.Faults) : [], .. Twins()];
    }

    private bool IsLooking => arguments.Given.Texts(ArgumentList.Target).All(target => Looking.Contains(target));

    /// <summary>How many at once.</summary>
    private int Width => arguments.Given.Text(ArgumentList.SideBySide) switch
    {
        null or "false" => 1,
        "true" => 4,
        var count => ArgumentList.Count(count)!.Value,
    };

    /// <summary>Null where one ensemble is meant, or none.</summary>
    public static SeveralEnsembles? In(RunResult answer) =>
        answer.Options is { } options && !options.Given.Flag(ArgumentList.Help) && !Selection.IsOne(options.Inventory, options.Root)
            ? new(options) : null;

    /// <summary>Runs them all and tells how each has ended. Waits for that.</summary>
    /// <returns>
    /// The exit code: 0 where all are done; else that of an interruption, of a failure, or of the first that was refused.
    /// </returns>
    public int Run() => RunAsync().GetAwaiter().GetResult();

    private async Task<int> RunAsync()
    {
        if (!faults.IsEmpty)
        {
            foreach (var fault in faults)
            {
                Console.Error.WriteLine($"Error: {fault}");
            }

            Console.Error.WriteLine("Nothing was touched.");
            return ExitCodes.WrongInput;
        }

        var clock = Stopwatch.StartNew();
        using var signals = new PassedSignals();
        var width = Math.Min(Width, parts.Length);
        var isOver = false;
        await Parallel.ForEachAsync(parts, new ParallelOptions { MaxDegreeOfParallelism = width }, async (part, _) =>
        {
            if (!Volatile.Read(ref isOver) && !signals.HaveCome)
            {
                await part.RunAsync(arguments.Given, width > 1, signals);
                if (part.ExitCode is not (ExitCodes.Done or ExitCodes.ChangesPending) && !IsLooking)
                {
                    Volatile.Write(ref isOver, true);
                }
            }
        });
        Tell(clock.Elapsed);
        return Judge([.. parts.Select(part => part.ExitCode).OfType<int>()], signals.HaveCome);
    }

    /// <summary>The one exit code of several.</summary>
    internal static int Judge(ImmutableArray<int> codes, bool isInterrupted) =>
        isInterrupted || codes.Contains(ExitCodes.Interrupted) ? ExitCodes.Interrupted
        : codes.Contains(ExitCodes.Failed) ? ExitCodes.Failed
        : codes.FirstOrDefault(code => code is not (ExitCodes.Done or ExitCodes.ChangesPending)) is not 0 and var other ? other
        : codes.Contains(ExitCodes.ChangesPending) ? ExitCodes.ChangesPending
        : ExitCodes.Done;

    private void Tell(TimeSpan took)
    {
        var width = parts.Max(part => part.Name.Length);
        var lines = parts.Select(part => $"  {part.Name.PadRight(width)}  {part.Told}");
        var done = parts.Count(part => part.ExitCode is ExitCodes.Done or ExitCodes.ChangesPending);
        Console.Out.WriteLine(FormattableString.Invariant(
            $"\n{parts.Length} ensembles in {took.TotalSeconds:0.0} s, {done} as asked:\n{string.Join('\n', lines)}"));
    }

    private IEnumerable<string> Misfits()
    {
        var given = arguments.Given;
        foreach (var argument in OfOne.Where(argument => !given.Texts(argument).IsEmpty))
        {
            yield return $"--{argument.Name} is meant for one ensemble, and --inventory={arguments.Inventory} names several: call them one by one";
        }

        foreach (var target in given.Texts(ArgumentList.Target).Where(target => target is "Adopt" or "Default" or "Recover" or "Restore" or "Test"))
        {
            yield return $"--target={target} takes no several inventories: call it for one";
        }

        if (given.Flag(ArgumentList.Purge) && !given.Flag(ArgumentList.Yes))
        {
            yield return "--purge of several ensembles asks nothing at the terminal: add --yes where the data of all shall go";
        }

        if (Width > 1 && "ask".Equals(given.Text(ArgumentList.Pause), StringComparison.OrdinalIgnoreCase))
        {
            yield return "--pause=ask cannot ask side by side: leave --side-by-side out, or give a time";
        }
    }

    /// <summary>Two files of one ensemble would fill one folder of artifacts, and mean one lock.</summary>
    private IEnumerable<string> Twins() => parts.Where(part => part.Ensemble is not null).GroupBy(part => part.Ensemble)
        .Where(same => same.Count() > 1)
        .Select(same => $"{string.Join(" and ", same.Select(part => part.Name))} are both inventories of ensemble {same.Key}: name one of them");

    /// <summary>One of the ensembles.</summary>
    private sealed class Part
    {
        private readonly string root;
        private DateTime began;
        private TimeSpan? took;

        public Part(string name, string root)
        {
            (Name, this.root) = (name, root);
            Faults = [];
            try
            {
                var reading = InventoryReader.Read(InventoryFiles.Resolve(name, root), Environment.GetEnvironmentVariable, root);
                Ensemble = reading.Inventory?.Ensemble;
                Faults = [.. reading.Faults.Where(fault => fault.Severity == FaultSeverity.Error).Select(fault => $"{fault}")];
            }
            catch (InventoryException fault)
            {
                Faults = [fault.Message];
            }
        }

        public string Name { get; }

        public string? Ensemble { get; }

        public ImmutableArray<string> Faults { get; }

        /// <summary>Null: it was not begun.</summary>
        public int? ExitCode { get; private set; }

        public string Told => ExitCode is not { } code ? "not begun"
            : FormattableString.Invariant($"{took!.Value.TotalSeconds,6:0.0} s  ")
                + (code is ExitCodes.Done ? "done" : $"exit code {code}: {ExitCodes.All.FirstOrDefault(known => known.Code == code).Meaning}")
                + (RunSummary.Newest(Path.Combine(root, "artifacts", Ensemble!, "runs"), began) is { } summary ? $"  {summary}" : "");

        public async Task RunAsync(GivenArguments given, bool isBesideOthers, PassedSignals signals)
        {
            began = DateTime.UtcNow;
            var clock = Stopwatch.StartNew();
            if (!isBesideOthers)
            {
                Console.Out.WriteLine($"\n=== {Name}");
                Console.Out.Flush();
            }

            ExitCode = await EnsembleProcess.RunAsync(given, Name, isBesideOthers, signals);
            took = clock.Elapsed;
        }
    }
}
