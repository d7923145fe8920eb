using Lab;
using Lab.Foreign.Layouts;

namespace Integration.Adopting;

/// <summary>A server that was started past its scripts, and is started again by one of them.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class PlainJavaTests
{
    [TestCase("3.9.3")]
    [TestCase("3.4.13", Category = "Long")]
    public async Task A_restart_takes_no_option_away(string version)
    {
        await using var layout = new PlainJavaLayout(version, 1);
        await layout.StartAsync();
        var before = layout.ProcessId(1);

        var adopted = await Adopted.FromAsync(layout);
        await File.WriteAllTextAsync(adopted.File, (await File.ReadAllTextAsync(adopted.File))
            .Replace("  maxClientCnxns: 60", "  maxClientCnxns: 61", StringComparison.Ordinal));
        await adopted.RunAsync("Expand");

        Assert.That(layout.ProcessId(1), Is.Not.EqualTo(before), "it was restarted");
        var options = await layout.OptionsAsync(1);
        Assert.That(options.Intersect(PlainJavaLayout.Options), Is.EqualTo(PlainJavaLayout.Options));
        Assert.That(options.Last(option => option.StartsWith("-Xmx", StringComparison.Ordinal)), Is.EqualTo("-Xmx150m"));

        var (first, process) = (await ServiceAsync(adopted.File), layout.ProcessId(1));
        File.Delete(adopted.File);
        Signal.Send(process, Signal.Stop);
        var again = await Adopted.FromAsync(layout);

        Assert.That(await ServiceAsync(again.File), Is.EqualTo(first), "what zkEnv.sh has added does not pile up");
        Assert.That(again.Output, Does.Contain($"its process {process} is stopped"));
    }

    /// <summary>
    /// The script that has started the server goes on for a second, and is no keeper: the server is adopted meanwhile.
    /// </summary>
    [TestCase("3.9.3")]
    [TestCase("3.4.13", Category = "Long")]
    public async Task A_script_that_is_about_to_end_keeps_no_server(string version)
    {
        await using var layout = new StartingLayout(version, 1);
        await layout.StartAsync();

        var adopted = await Adopted.FromAsync(layout);

        Assert.That(layout.AreStarting, "it was looked at too late");
        Assert.That(adopted.Output, Does.Contain("nothing").And.Not.Contain("ZK7109"));
    }

    private static async Task<string> ServiceAsync(string file) =>
        (await File.ReadAllLinesAsync(file)).Single(line => line.StartsWith("    service:", StringComparison.Ordinal));
}
