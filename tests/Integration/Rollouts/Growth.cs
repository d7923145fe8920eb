using System.Text.RegularExpressions;
using Lab;

namespace Integration.Rollouts;

/// <summary>
/// An ensemble that grows by runs that are cut short, with somebody else's clients writing all the while.
/// </summary>
internal sealed partial class Growth : IAsyncDisposable
{
    private readonly SuiteInventory inventory;
    private readonly Load load;

    private Growth(SuiteInventory inventory, Load load) => (this.inventory, this.load) = (inventory, load);

    public SuiteInventory Inventory => inventory;

    /// <summary>Runs that did not come to their end.</summary>
    public int CutShort { get; private set; }

    /// <summary>Starts the present servers and the clients.</summary>
    public static async Task<Growth> StartAsync(string version, bool isDynamic, int from, int to)
    {
        var inventory = SuiteInventory.Of(version, isDynamic, from, to);
        await ExpansionTests.Run(0, "--target=Up", $"--inventory={inventory.File}");
        return new(inventory, await Load.StartAsync(inventory.ClientPorts.Values));
    }

    /// <summary>A run that something is done to.</summary>
    /// <param name="moment">Ends when that is to be done.</param>
    /// <param name="end">Not called where the run came to its end before.</param>
    /// <param name="exitCodes">What the run may end with.</param>
    /// <returns>False where it came to a good end.</returns>
    public async Task<bool> RunAsync(
        Func<SuiteProcess, Task> moment, Action<SuiteProcess> end, params IReadOnlyCollection<int> exitCodes)
    {
        await using var suite = SuiteProcess.Start("--target=Expand", $"--inventory={inventory.File}");
        await Task.WhenAny(moment(suite), suite.Ended);
        if (!suite.Ended.IsCompleted)
        {
            end(suite);
        }

        var exitCode = await suite.EndAsync();
        await TestContext.Out.WriteLineAsync($"run ended with {exitCode} after: {string.Join(", ", Done(suite))}");
        Assert.That(exitCodes, Does.Contain(exitCode), suite.Output);
        CutShort += exitCode == 0 ? 0 : 1;
        return exitCode != 0;
    }

    /// <summary>Kills a run right after so many of its steps are done; 0: right after its plan is shown.</summary>
    public Task<bool> KillAfterAsync(int steps) => RunAsync(
        suite => Poll.UntilAsync(
            () => suite.Ended.IsCompleted || (steps == 0 ? Planned(suite) : Done(suite).Count >= steps),
            "the step does not come", TimeSpan.FromMinutes(3)),
        suite => suite.Kill(), 0, 137);

    /// <summary>Kills a run so long after its plan is shown.</summary>
    public Task<bool> KillAsync(TimeSpan after) => RunAsync(After(after), suite => suite.Kill(), 0, 137);

    /// <summary>Ctrl-C so long after the plan is shown.</summary>
    public Task<bool> InterruptAsync(TimeSpan after) => RunAsync(After(after), suite => suite.Interrupt(), 0, 130);

    /// <summary>So long after a plan is shown.</summary>
    public static Func<SuiteProcess, Task> After(TimeSpan time) => async suite =>
    {
        await Poll.UntilAsync(() => suite.Ended.IsCompleted || Planned(suite), "no plan is shown");
        await Task.Delay(time);
    };

    /// <summary>
    /// A run to the end: the ensemble is the wanted one, and every server has every acknowledged write.
    /// </summary>
    public async Task FinishAsync()
    {
        var output = await ExpansionTests.Run(0, "--target=Expand", $"--inventory={inventory.File}");
        Assert.That(output, Does.Contain("missing writes = 0").Or.Contain("Nothing to do"));
        await IsWholeAsync();
    }

    /// <summary>
    /// Every server of the inventory serves, one of them leads, and all have what was acknowledged to the clients up to
    /// now.
    /// </summary>
    public async Task IsWholeAsync()
    {
        var modes = await Task.WhenAll(inventory.ClientPorts.Values.Take(inventory.Wanted).Select(async port =>
            FourLetterWord.Field(
                await Poll.UntilAsync(() => FourLetterWord.AskAsync(port, "srvr"), () => $"{port} gives no answer"),
                "Mode")));
        Assert.That(modes.Order(), Is.EqualTo([.. Enumerable.Repeat("follower", inventory.Wanted - 1), "leader"]));
        foreach (var (id, port) in inventory.ClientPorts.Take(inventory.Wanted))
        {
            Assert.That(await load.MissingAsync(port), Is.Empty, $"server {id}");
        }

        Assert.That(load.Acknowledged, Is.GreaterThan(50));
    }

    public async ValueTask DisposeAsync()
    {
        await load.DisposeAsync();
        await inventory.DisposeAsync();
    }

    // A first plan, or nothing to plan any more.
    private static bool Planned(SuiteProcess suite) => suite.Output.Contains("Plan by", StringComparison.Ordinal)
        || suite.Output.Contains("Plan:", StringComparison.Ordinal);

    private static MatchCollection Done(SuiteProcess suite) => StepDone().Matches(suite.Output);

    [GeneratedRegex("done (start|restart|reconfig|renew).*")]
    private static partial Regex StepDone();
}
