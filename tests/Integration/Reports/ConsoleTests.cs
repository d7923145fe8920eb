using System.Text.Json.Nodes;
using Integration.Rollouts;
using Lab;
using NJsonSchema;

namespace Integration.Reports;

/// <summary>What people and build servers see of real runs.</summary>
[Parallelizable]
public sealed class ConsoleTests
{
    private static readonly string[] EscapeCodes = ["\e", "\b"];

    [Test]
    public async Task A_terminal_of_80_columns_shows_an_expansion_live_and_in_the_end_all_of_it()
    {
        await using var inventory = SuiteInventory.Of("3.9.3", isDynamic: true, present: 1, wanted: 2);
        await ShowsAsync(inventory, 80);

        // The ensemble is there: what others read of it costs little more.
        await PlanTellsByItsExitCodeAsync(inventory);
        await StatusIsReadByProgramsAsync(inventory);
    }

    [Test]
    [Category("Long")]
    public async Task Terminals_of_other_widths_show_it_too([Values(40, 60, 140, 200)] int width)
    {
        await using var inventory = SuiteInventory.Of("3.9.3", isDynamic: true, present: 1, wanted: 3);
        await ShowsAsync(inventory, width);
    }

    [Test]
    [Category("Long")]
    public async Task A_terminal_that_changes_its_width_keeps_nothing_of_what_was_drawn()
    {
        await using var inventory = SuiteInventory.Of("3.9.3", isDynamic: true, present: 1, wanted: 3);
        await using var terminal = Expand(inventory, 140);
        await SeesAsync(terminal, "gate: ");
        terminal.Resize(60, 300);
        await SeesAsync(terminal, "done start server 2");
        terminal.Resize(100, 300);
        await EndsAsync(terminal, 0);

        Assert.That(terminal.Screen.Where(line => line.Contains("gate:", StringComparison.Ordinal)), Is.Empty);
        Assert.That(terminal.Screen.Count(line => line.Contains("clients ", StringComparison.Ordinal)), Is.Zero);
    }

    [Test]
    [Category("Long")]
    public async Task Ctrl_C_gives_the_terminal_back_with_the_command_that_goes_on()
    {
        await using var inventory = SuiteInventory.Of("3.9.3", isDynamic: true, present: 1, wanted: 3);
        await using var terminal = Expand(inventory, 140);
        await SeesAsync(terminal, "1/4 restart server 1");
        terminal.Interrupt();
        await EndsAsync(terminal, 130);

        var screen = string.Join('\n', terminal.Screen);
        Assert.That(
            screen, Does.Contain("restart server 1 comes to a safe end first").And.Contain("done restart server 1"));
        Assert.That(screen, Does.Contain("Interrupted after 1 of 4 steps; not begun: start server 2"));
        Assert.That(
            screen.Replace("\n", "", StringComparison.Ordinal),
            Does.Contain($"./build.sh --target=Expand --inventory={inventory.File}"));
        Assert.That(terminal.ShowsCursor, Is.True);
    }

    [Test]
    [Category("Long")]
    public async Task Status_is_watched_in_place_until_Ctrl_C()
    {
        await using var inventory = SuiteInventory.Of("3.9.3", isDynamic: true, present: 1, wanted: 2);
        await ExpansionTests.Run(0, "--target=Expand", $"--inventory={inventory.File}");
        await using var terminal = Terminal.Run(
            100, 60, SuiteProcess.Command("--target=Status", "--watch=0.2", $"--inventory={inventory.File}"));
        await SeesAsync(terminal, "Ctrl-C ends");
        var first = terminal.Screen;
        await Poll.UntilAsync(() => !terminal.Screen.SequenceEqual(first), "The table is not looked at again");
        Assert.That(terminal.Screen.Count(line => line.Contains("leader", StringComparison.Ordinal)), Is.EqualTo(1));
        terminal.Interrupt();
        await EndsAsync(terminal, 0);

        Assert.That(terminal.Screen.Count(line => line.Contains("leader", StringComparison.Ordinal)), Is.EqualTo(1));
        Assert.That(terminal.ShowsCursor, Is.True);
    }

    [Test]
    [Category("Long")]
    public async Task Files_and_build_servers_get_plain_lines_with_the_time()
    {
        await using var inventory = SuiteInventory.Of("3.9.3", isDynamic: true, present: 1, wanted: 3);
        var output = await ExpansionTests.Run(0, "--target=Expand", $"--inventory={inventory.File}");

        Assert.That(EscapeCodes.Where(output.Contains), Is.Empty);
        Assert.That(output, Does.Match(@"(?m)^\d\d:\d\d:\d\dZ   begin restart server 1$"));
        Assert.That(output, Does.Match(@"(?m)^\d\d:\d\d:\d\dZ   done restart server 1 \d"));
    }

    private static async Task ShowsAsync(SuiteInventory inventory, int width)
    {
        await using var terminal = Expand(inventory, width);
        await Poll.UntilAsync(
            () => !terminal.ShowsCursor && terminal.Coloured is var seen
                && seen.Contains("gate: ", StringComparison.Ordinal)
                && seen.Contains("\e[", StringComparison.Ordinal),
            "No live view in colours is drawn");
        await EndsAsync(terminal, 0);

        // What is longer than the terminal is wide would have been broken into further lines by the terminal itself.
        var screen = string.Join('\n', terminal.Screen);
        Assert.That(screen, Does.Contain("Plan by reconfig").And.Contain("done restart server 1"));
        Assert.That(screen, Does.Contain("Smoke test").And.Contain("missing writes = 0,").And.Contain("Report:"));
        Assert.That(screen, Does.Not.Contain("gate:").And.Not.Contain("[?25"), "the live view is gone");
        Assert.That(terminal.Screen.Select(line => line.Length), Is.All.LessThanOrEqualTo(width));
        Assert.That(terminal.ShowsCursor, Is.True);
    }

    private static async Task PlanTellsByItsExitCodeAsync(SuiteInventory inventory)
    {
        await ExpansionTests.Run(0, "--target=Plan", "--detailed-exitcode", $"--inventory={inventory.File}");
        inventory.Settings["tickTime"] = "600";
        inventory.Write();
        await ExpansionTests.Run(6, "--target=Plan", "--detailed-exitcode", $"--inventory={inventory.File}");
        await ExpansionTests.Run(0, "--target=Plan", $"--inventory={inventory.File}");
    }

    private static async Task StatusIsReadByProgramsAsync(SuiteInventory inventory)
    {
        Signal.Send(inventory.ProcessId(2)!.Value, Signal.Kill);
        await Poll.UntilAsync(() => inventory.ProcessId(2) is null, "Server 2 does not end");
        await using var suite = SuiteProcess.Start("--target=Status", "--output=json", $"--inventory={inventory.File}");
        Assert.That(await suite.EndAsync(), Is.Zero, suite.Output);
        var schema = await JsonSchema.FromFileAsync(
            Path.Combine(ProjectFolders.Root, "build", "Suite", "Reports", "status.schema.json"));
        var status = JsonNode.Parse(suite.StandardOutput)!;

        Assert.That(schema.Validate(suite.StandardOutput), Is.Empty);
        Assert.That((string?)status["servers"]![1]!["role"], Is.EqualTo("down"), "a row, no error");
        Assert.That(
            status["drift"]!.AsArray().Select(drift => (string?)drift!["what"]),
            Has.Some.Contain("tickTime is 500, wanted 600"));
    }

    private static Terminal Expand(SuiteInventory inventory, int width) => Terminal.Run(
        width, 300, SuiteProcess.Command("--target=Expand", $"--inventory={inventory.File}"));

    private static async Task SeesAsync(Terminal terminal, string text) => await Poll.UntilAsync(
        () => Task.FromResult(
            string.Join('\n', terminal.Screen).Contains(text, StringComparison.Ordinal) ? "yes" : null),
        () => $"'{text}' does not come:\n{string.Join('\n', terminal.Screen)}", TimeSpan.FromMinutes(2));

    private static async Task EndsAsync(Terminal terminal, int exitCode)
    {
        await Poll.UntilAsync(() => terminal.ExitCode is not null, "It does not end", TimeSpan.FromMinutes(2));
        Assert.That(terminal.ExitCode, Is.EqualTo(exitCode), string.Join('\n', terminal.Screen));
    }
}
