using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Lab;
using NJsonSchema;

namespace Integration.Reports;

/// <summary>The reports of a real expansion.</summary>
[Parallelizable]
internal sealed partial class ReportTests
{
    private SuiteInventory inventory = null!;
    private string folder = "";

    [OneTimeSetUp]
    public async Task ExpandAsync()
    {
        inventory = SuiteInventory.Of("3.9.3", isDynamic: true, present: 1, wanted: 3);
        var (exitCode, output) = await SuiteProcess.RunAsync("--target=Expand", $"--inventory={inventory.File}");
        Assert.That(exitCode, Is.Zero, output);
        folder =
            Path.GetDirectoryName(
                Report().Match(output.Replace("\n", "", StringComparison.Ordinal)).Groups["path"].Value)!;
    }

    [OneTimeTearDown]
    public async Task EndAsync() => await inventory.DisposeAsync();

    [Test]
    public async Task Json_fits_its_schema()
    {
        var schema = await JsonSchema.FromFileAsync(
            Path.Combine(ProjectFolders.Root, "build", "Suite", "Reports", "report.schema.json"));

        Assert.That(schema.Validate(await File.ReadAllTextAsync(Path.Combine(folder, "report.json"))), Is.Empty);
    }

    [Test]
    public async Task It_tells_what_happened()
    {
        var report = await JsonAsync();

        Assert.That((string?)report["outcome"], Is.EqualTo("done"));
        Assert.That((int)report["clients"]!["missingWrites"]!, Is.Zero);
        Assert.That(
            report["servers"]!.AsArray().Select(server => (bool)server!["isNew"]!), Is.EqualTo([false, true, true]));
        Assert.That(report["servers"]![1]!["phases"]!.AsArray().Select(phase => (string?)phase!["state"]), Is.EqualTo(
            ["down", "starting", "syncing", "learner", "follower"]));
    }

    [Test]
    public async Task Clients_and_steps_are_on_one_axis()
    {
        // The one stop of this expansion is the restart of the single server: the longest gap lies around it.
        var report = await JsonAsync();
        var (gap, restart) = (report["clients"]!["gap"]!, report["steps"]![0]!);

        Assert.That((string?)restart["title"], Is.EqualTo("restart server 1"));
        Assert.That(
            (double)gap["started"]! + (double)report["clients"]!["longestGap"]!,
            Is.GreaterThan((double)restart["started"]!));
        Assert.That((double)gap["started"]!, Is.LessThan((double)restart["started"]! + (double)restart["took"]!));
    }

    [Test]
    public void JUnit_counts_its_cases()
    {
        var root = XDocument.Load(Path.Combine(folder, "junit.xml")).Root!;

        Assert.That(
            (int)root.Attribute("tests")!, Is.EqualTo(root.Descendants("testcase").Count()).And.GreaterThan(10));
        Assert.That((int)root.Attribute("failures")!, Is.Zero);
    }

    [Test]
    public async Task A_browser_shows_it_without_complaint()
    {
        var report = await JsonAsync();
        var (page, console) = await Browser.Find().OpenAsync(Path.Combine(folder, "report.html"));
        var figures = Figure().Matches(page);

        Assert.That(console, Is.Empty);
        Assert.That(page, Does.Contain("</html>"));
        Assert.That(figures, Has.Count.GreaterThan(30));
        foreach (Match figure in figures)
        {
            var node = figure.Groups["path"].Value.Split('.').Aggregate((JsonNode)report, (at, name) =>
                (int.TryParse(name, CultureInfo.InvariantCulture, out var index) ? at[index] : at[name])!);
            Assert.That(
                double.Parse(figure.Groups["value"].Value, CultureInfo.InvariantCulture), Is.EqualTo((double)node));
        }
    }

    [Test]
    public async Task Nobody_is_hindered_from_reading_it([Values] bool dark) =>
        Assert.That(await Accessibility.FaultsAsync(Path.Combine(folder, "report.html"), dark), Is.Empty);

    [Test]
    public async Task Whoever_would_be_hindered_is_noticed()
    {
        var page = Path.Combine(TestFolder.Create(), "broken.html");
        await File.WriteAllTextAsync(page, (await File.ReadAllTextAsync(Path.Combine(folder, "report.html")))
            .Replace("--soft: #55626f", "--soft: #ccd2d8", StringComparison.Ordinal));

        Assert.That(await Accessibility.FaultsAsync(page, dark: false), Has.Some.StartsWith("color-contrast"));
    }

    [Test]
    public async Task A_browser_complains_about_what_is_broken()
    {
        var page = Path.Combine(TestFolder.Create(), "broken.html");
        await File.WriteAllTextAsync(page, "<!DOCTYPE html><script>missing();</script>");

        Assert.That((await Browser.Find().OpenAsync(page)).Console, Does.Contain("missing is not defined"));
    }

    private async Task<JsonNode> JsonAsync() =>
        JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "report.json")))!;

    [GeneratedRegex(@"Report: (?<path>\S+?report\.html)")]
    private static partial Regex Report();

    [GeneratedRegex("<data value=\"(?<value>[^\"]+)\" data-path=\"(?<path>[^\"]+)\"")]
    private static partial Regex Figure();
}
