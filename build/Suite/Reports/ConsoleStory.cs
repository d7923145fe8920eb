using System.Globalization;
using Ensembles.Inventories;
using Ensembles.Observing;
using Ensembles.Planning;
using Ensembles.Preflighting;
using Ensembles.Rollouts;
using Ensembles.Verifying;
using Ensembles.Witnessing;
using Spectre.Console;
using Suite.Runs;

namespace Suite.Reports;

/// <summary>
/// Tells a run on the console: the plan, each step with its time. On a terminal a line shows the step under way; in
/// CI and files there are plain lines only.
/// </summary>
public sealed class ConsoleStory(IAnsiConsole console, TimeProvider clock)
{
    private readonly IAnsiConsole console = console;
    private readonly Lock guard = new();
    private readonly List<Step> underWay = [];
    private long since;

    private string doing = "";
    private Witness? witness;

    /// <summary>Told what a download or an unpacking does.</summary>
    public IProgress<string> Progress => new Teller(this);

    /// <summary>From here on the line of the step under way shows what clients see.</summary>
    public void Watch(Witness clients) => witness = clients;

    /// <summary>Does work that takes a while; on a terminal with a line that shows it.</summary>
    /// <param name="what">Shown until a step begins.</param>
    public async Task DuringAsync(string what, Func<Task> work)
    {
        doing = what;
        if (!console.Profile.Capabilities.Interactive || !console.Profile.Capabilities.Ansi)
        {
            await work();
            return;
        }

        await console.Status().StartAsync(Markup.Escape(what), async context =>
        {
            var busy = work();
            while (await Task.WhenAny(busy, Task.Delay(100)) != busy)
            {
                context.Status(Markup.Escape(Line()));
            }

            await busy;
        });
    }

    public void Show(Plan plan) => PlanView.Write(console, plan);

    public void NothingToDo(Stage stage) => console.WriteLine(stage switch
    {
        Stage.StartNew => "No server is to be started.",
        Stage.RollingRestart => "Every member runs with what the inventory wants: no restart.",
        _ => "Every server of the inventory is a member: nobody joins.",
    });

    public void Begins(Step step)
    {
        lock (guard)
        {
            since = underWay.Count == 0 ? clock.GetTimestamp() : since;
            underWay.Add(step);
        }
    }

    public void Ended(StepRecord record)
    {
        lock (guard)
        {
            underWay.Remove(record.Step);
        }

        var (sign, colour) = record switch
        {
            { Failure: null } => ("done", "green"),
            { Interrupted: true } => ("left", "yellow"),
            _ => ("FAILED", "red"),
        };
        console.MarkupLine(
            $"  [{colour}]{sign}[/] {Markup.Escape(record.Step.Title)} [grey]{Seconds(record.Took)}[/]");
    }

    public void Say(string line) => console.WriteLine(line);

    /// <summary>Ctrl-C or SIGTERM has come.</summary>
    public void Interrupted()
    {
        lock (guard)
        {
            if (underWay.Count > 0)
            {
                Say($"Interrupted: {underWay[0].Title} comes to a safe end first; Ctrl-C again leaves at once.");
            }
        }
    }

    /// <summary>Something that is not wrong by itself.</summary>
    public void Mind(string warning) => console.MarkupLine($"[yellow]Mind:[/] {Markup.Escape(warning)}");

    public void Show(InventoryFault fault)
    {
        if (fault.Severity == FaultSeverity.Warning)
        {
            Mind(fault.ToString());
        }
        else
        {
            console.MarkupLine($"[red]Error:[/] {Markup.Escape(fault.ToString())}");
        }
    }

    public void Show(PreflightReport report)
    {
        foreach (var line in report.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            Say(line.TrimEnd());
        }
    }

    public void ShowServers(Inventory inventory, Observation observation) =>
        ServersView.Write(console, inventory, observation);

    public void ShowDrift(Observation observation) => ServersView.WriteDrift(console, observation);

    public void Distributed(Distributed changes)
    {
        var lines = changes.Releases.Select(line => $"  {line}").Concat(ChangesView.Lines(changes.Files)).ToList();
        Say(lines.Count == 0 ? "Release and files are on every host." : "Brought to the hosts:");
        lines.ForEach(Say);
    }

    /// <summary>What a plan will change in the files of the hosts.</summary>
    public void ShowChanges(IReadOnlyCollection<FileChange> changes)
    {
        Say(changes.Count == 0 ? "No file on a host would change." : "Files that would change:");
        ChangesView.Lines(changes).ToList().ForEach(Say);
    }

    public void Witnessed(WitnessRecord record) => ClientsView.Write(console, record);

    public void Verified(VerificationReport report) => VerificationView.Write(console, report);

    /// <summary>The run in one sentence.</summary>
    public void Ends(Account account) => console.MarkupLine(account switch
    {
        { Changed: false } => "[green]Nothing to do[/]: the ensemble is as its inventory wants it.",
        { Witnessed: { Figures: var seen } record } =>
            $"[green]Done[/] in {Seconds(account.Elapsed)}: missing writes = {account.MissingWrites}, " +
            $"{seen.Failed} failed operations, longest gap {Seconds(seen.LongestGap?.Length ?? record.Elapsed)}.",
        _ => $"[green]Done[/] in {Seconds(account.Elapsed)}; no witness ran.",
    });

    public void Wrote(string report) => Say($"Report: {report}");

    /// <summary>Three digits that matter: <c>0.84 s</c>, <c>12.3 s</c>.</summary>
    public static string Seconds(TimeSpan time) => time.TotalSeconds < 10
        ? time.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture) + " s"
        : time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + " s";

    private string Line()
    {
        lock (guard)
        {
            var line = underWay.Count == 0
                ? doing
                : $"{string.Join(", ", underWay.Select(step => step.Title))} {Seconds(clock.GetElapsedTime(since))}";
            return witness is null ? line : $"{line} · {ClientsView.Line(witness.Figures)}";
        }
    }

    /// <summary>Reports at once, in order: Progress&lt;T&gt; would use the thread pool.</summary>
    private sealed class Teller(ConsoleStory story) : IProgress<string>
    {
        public void Report(string value)
        {
            story.doing = value;
            if (!story.console.Profile.Capabilities.Interactive)
            {
                story.Say(value);
            }
        }
    }
}
