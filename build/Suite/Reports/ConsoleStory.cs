using System.Globalization;
using Ensembles.Planning;
using Ensembles.Rollouts;
using Spectre.Console;

namespace Suite.Reports;

/// <summary>
/// Tells a run on the console: the plan, each step with its time. On a terminal a line shows the step under way; in
/// CI and files there are plain lines only.
/// </summary>
public sealed class ConsoleStory(IAnsiConsole console, TimeProvider clock)
{
    private readonly Lock guard = new();
    private readonly List<Step> underWay = [];
    private long since;

    /// <summary>What clients see right now, for the line of the step under way.</summary>
    public Func<string>? Clients { get; set; }

    /// <summary>Does work that takes a while; on a terminal with a line that shows it.</summary>
    public async Task DuringAsync(Func<Task> work)
    {
        if (!console.Profile.Capabilities.Interactive || !console.Profile.Capabilities.Ansi)
        {
            await work();
            return;
        }

        await console.Status().StartAsync("looking at the servers", async context =>
        {
            var doing = work();
            while (await Task.WhenAny(doing, Task.Delay(100)) != doing)
            {
                context.Status(Markup.Escape(Line()));
            }

            await doing;
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

        var (sign, colour) = record.Failure is null ? ("done", "green") : ("FAILED", "red");
        console.MarkupLine(
            $"  [{colour}]{sign}[/] {Markup.Escape(record.Step.Title)} [grey]{Seconds(record.Took)}[/]");
    }

    public void Say(string line) => console.WriteLine(line);

    /// <summary>Three digits that matter: <c>0.84 s</c>, <c>12.3 s</c>.</summary>
    public static string Seconds(TimeSpan time) => time.TotalSeconds < 10
        ? time.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture) + " s"
        : time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + " s";

    private string Line()
    {
        lock (guard)
        {
            var doing = underWay.Count == 0
                ? "looking at the servers"
                : $"{string.Join(", ", underWay.Select(step => step.Title))} {Seconds(clock.GetElapsedTime(since))}";
            return Clients is null ? doing : $"{doing} · {Clients()}";
        }
    }
}
