using System.Collections.Immutable;
using System.Globalization;
using Ensembles.Backups;
using Ensembles.Findings;
using Ensembles.Inventories;
using Ensembles.Membership;
using Ensembles.Observing;
using Ensembles.Planning;
using Ensembles.Preflight;
using Ensembles.Releases;
using Ensembles.Rollouts;
using Ensembles.Verifying;
using Ensembles.Witnessing;
using Spectre.Console;
using Suite.Outgoing;
using Suite.Runs;
using Suite.Terminals;

namespace Suite.Reports;

/// <summary>
/// Tells a run on the console: the plan, each step with its time. On a terminal a live view below it shows
/// what is under way; in files and on build servers there are plain lines with the time, on GitHub's runner
/// also groups and annotations.
/// </summary>
/// <param name="forGitHub">Its runner reads the output (GitHubCommands.AreRead).</param>
/// <param name="answer">Knows the secrets that may not show; null: there are none.</param>
public sealed partial class ConsoleReporter(
    IAnsiConsole console, TimeProvider clock, bool forGitHub = false, RunResult? answer = null)
    : IRolloutWatcher
{
    private readonly Screen screen = new(console, clock, answer?.Text, answer?.Commands);
    private readonly bool isForGitHub = forGitHub;

    /// <summary>What all text passes on its way out; it is told the secrets of the inventory.</summary>
    public OutgoingText Text => screen.Text;

    /// <summary>What follows belongs to a target, until what this returns is disposed.</summary>
    public IDisposable Opens(string target)
    {
        if (isForGitHub)
        {
            screen.Command(GitHubCommands.Group(target));
        }
        else
        {
            screen.Heading(target);
        }

        return new Group(this);
    }

    public void Show(Plan plan)
    {
        live.Plan(plan);
        screen.Write(to => PlanView.Write(to, plan));
    }

    public void NothingToDo(Stage stage) => Say(stage switch
    {
        Stage.StartNew => "No server is to be started.",
        Stage.RollingRestart => "Every member runs with what the inventory wants: no restart.",
        Stage.Leave => "Members and release are as the inventory says: no server joins, leaves or restarts.",
        _ => "Every server of the inventory is a member: no server joins.",
    });

    public void Begins(Step step)
    {
        live.Begins(step);
        if (!screen.IsLive)
        {
            screen.Event($"  begin {Markup.Escape(step.Title)}");
        }
    }

    public void Ended(StepRecord record)
    {
        live.Ended(record.Step);
        var (sign, colour) = record switch
        {
            { Failure: null } => ("done", "green"),
            { Interrupted: true } => ("left", "yellow"),
            _ => ("FAILED", "red"),
        };
        screen.Event($"  [{colour}]{sign}[/] {Markup.Escape(record.Step.Title)} [grey]{Wording.Seconds(record.Took)}[/]");
    }

    public void Say(string line)
    {
        var text = line.TrimStart(' ');
        screen.Event(line[..^text.Length], Wording.Printable(text));
    }

    /// <summary>Ctrl-C or SIGTERM has come.</summary>
    public void Interrupted()
    {
        if (live.Now().Steps is [var step, ..])
        {
            Say($"Interrupted: {step.Title} comes to a safe end first; Ctrl-C again leaves at once.");
        }
    }

    /// <summary>
    /// A target failed. The host prints the message; build servers that show errors apart get it here.
    /// </summary>
    /// <param name="findings">What the failure is about: each is shown with its code; may be empty.</param>
    public void Failed(string target, string message, IReadOnlyCollection<Finding> findings)
    {
        if (!isForGitHub)
        {
            return;
        }

        if (findings.Count == 0)
        {
            screen.Command(GitHubCommands.Error(target, message));
        }

        foreach (var finding in findings)
        {
            // Other sentences name what they are about.
            var lead = finding.Subject.Host is null ? "" : finding.Subject.Lead;
            screen.Command(GitHubCommands.Error($"{finding.Code} {target}", lead + finding.Text));
        }
    }

    /// <summary>
    /// A message as the host may print it, with "Error: " before it: where lines can be commands, those of others are
    /// none; on a terminal it is broken between words.
    /// </summary>
    public string Printable(string message) => isForGitHub ? GitHubCommands.Harmless(Text.Clean(message))
        : screen.IsLive ? Wrapped.Message(Text.Clean(message), screen.Width, "Error: ".Length)
        : Text.Clean(message);

    /// <summary>Cells of a line.</summary>
    internal int Width => screen.Width;

    /// <summary>Something that is not wrong by itself.</summary>
    public void Warn(string warning)
    {
        screen.Event("[yellow]Warning:[/] ", warning);
        if (isForGitHub)
        {
            screen.Command(GitHubCommands.Warning("Warning", warning));
        }
    }

    public void Show(PreflightReport report)
    {
        foreach (var line in FaultsView.Lines(report, screen.Width))
        {
            Say(line);
        }
    }

    public void ShowStatus(Inventory inventory, StatusTable table) =>
        screen.Write(to => StatusView.Write(to, inventory, table));

    /// <summary>Lines with a time of their own.</summary>
    internal void ShowBlock(string block) => screen.Raw(block);

    public void ShowConnected(ImmutableArray<Server> servers, Inventory inventory, ImmutableArray<ConnectedClient> clients) =>
        screen.Write(to => ConnectedView.Write(to, servers, inventory, clients));

    /// <summary>Who holds what, before anything is started.</summary>
    public void ShowData(Observation observation)
    {
        foreach (var server in observation.AllStates.Where(server => !server.Unreachable))
        {
            screen.Event("[grey]data[/] ", $"{DataAdvice.Told(server)}");
        }
    }

    public void ShowDrift(Observation observation) => screen.Write(to => StatusView.WriteDrift(to, observation));

    public void Distributed(Distributed changes)
    {
        var lines = changes.Releases.Select(line => $"  {line}").Concat(ChangesView.Lines(changes.Files)).ToList();
        Say(lines.Count == 0 ? "Release and files are on every host." : "Brought to the hosts:");
        lines.ForEach(Say);
    }

    /// <summary>What a plan will change on the hosts: in servers' files, and by bringing the release.</summary>
    public void ShowChanges(IReadOnlyCollection<ChangedFile> changes, IReadOnlyCollection<ReleaseChange> releases)
    {
        if (releases.Count > 0)
        {
            Say("The release on the hosts (what is there stays):");
            releases.Select(change => $"  {change}").ToList().ForEach(Say);
        }

        else if (changes.Count == 0)
        {
            Say("No file on a host would change.");
        }

        if (changes.Count > 0)
        {
            Say("Files that would change:");
        }

        ChangesView.Lines(changes).ToList().ForEach(Say);
    }

    /// <summary>A copy of the data was made before the first change.</summary>
    public void Kept(Backup backup, string inventory)
    {
        Say($"Kept: {backup} on {backup.Host} in {backup.Folder} {Wording.Seconds(backup.Took)}");
        screen.Whole($"  a new ensemble of it: {Wording.OneLine(backup.RestoreCommand(inventory))}");
    }

    public void Witnessed(WitnessRecord record)
    {
        live.Witness = null;
        screen.Write(to => ClientsView.Write(to, record));
    }

    public void Verified(VerificationReport report) => screen.Write(to => VerificationView.Write(to, report));

    /// <summary>The run in one sentence.</summary>
    public void Ends(RunRecord account)
    {
        var end = End(account);
        screen.Event(end);
        if (isForGitHub)
        {
            screen.Command(GitHubCommands.Notice("ZooKeeper", Markup.Remove(end)));
        }
    }

    /// <summary>The change has ended before its plan did, since its operator wants it so.</summary>
    /// <param name="command">Goes on; null: the same one does.</param>
    public void EndsEarly(Plan left, string? command)
    {
        Say($"Ended here as asked; {left.Steps.Length} {(left.Steps.Length == 1 ? "step is" : "steps are")} left, the first: " +
            $"{left.Steps[0].Title}. {(command is null ? "The same command goes on." : "To go on:")}");
        if (command is not null)
        {
            screen.Whole($"  {Wording.OneLine(command)}");
        }
    }

    public void Planned(string file) => Say($"The plan stands in {file}: --plan={file} carries out this one and nothing else.");

    /// <summary>The change waits between two servers.</summary>
    public void Waits(string why) => Say(why);

    /// <summary>Asks the person at the terminal; nothing is drawn meanwhile.</summary>
    /// <returns>False for any answer but yes.</returns>
    /// <exception cref="OperationCanceledException">The run was interrupted.</exception>
    public bool Confirms(string question, CancellationToken cancellation)
    {
        var answer = false;
        screen.Write(_ =>
        {
            var asking = Task.Run(() => Terminal.Confirm(question), CancellationToken.None);
            asking.Wait(cancellation);
            answer = asking.Result == true;
        });
        return answer;
    }

    private static string End(RunRecord account) => account switch
    {
        { Changed: false } => "[green]Nothing to do[/]: the ensemble is as its inventory wants it.",
        { Witnessed: { Figures: var seen } record } =>
            $"[green]Done[/] in {Wording.Seconds(account.Elapsed)}: missing writes = {account.MissingWrites}, " +
            $"{seen.Failed} failed operations, longest gap {Wording.Seconds(seen.LongestGap?.Length ?? record.Elapsed)}.",
        _ => $"[green]Done[/] in {Wording.Seconds(account.Elapsed)}; no witness ran.",
    };

    public void Wrote(string report) => Say($"Report: {report}");

    private sealed class Group(ConsoleReporter story) : IDisposable
    {
        public void Dispose()
        {
            if (story.isForGitHub)
            {
                story.screen.Command(GitHubCommands.EndGroup);
            }
        }
    }
}
