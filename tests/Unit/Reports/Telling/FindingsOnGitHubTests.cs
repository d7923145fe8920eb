using Ensembles.Findings;
using Spectre.Console;
using Suite.Reports;

namespace Unit.Reports.Telling;

/// <summary>GitHub shows each finding with its code, beside its file where it has one.</summary>
internal sealed class FindingsOnGitHubTests
{
    [Test]
    public void A_fault_of_an_inventory_stands_at_its_line() => Assert.That(
        Told(story => story.Show(new Finding(
            InventoryCodes.PortConflict, FaultSeverity.Error, Subject.InFile("inventories/x.yml", 14, 5, "servers[2].ports.client"),
            "2181 is already taken", "give it a port of its own"))),
        Does.Contain("::error file=inventories/x.yml,line=14,col=5,title=ZK1303 Inventory::" +
            "servers[2].ports.client: 2181 is already taken; give it a port of its own")
            .And.Contain("Error ZK1303: inventories/x.yml:14:5: servers[2].ports.client: 2181"));

    /// <summary>An ensemble of a try-out, below /tmp: four paths, and a refusal that is to be seen.</summary>
    [Test]
    public void A_warning_that_is_of_many_places_is_one_line_and_an_annotation_at_each()
    {
        Finding Warning(int line, string key) => new(
            InventoryCodes.VolatileFolder, FaultSeverity.Warning, Subject.InFile("x.yml", line, 9, key), $"'/tmp/{line}' is emptied",
            "use a folder that lasts");
        Finding Error(int line) => new(
            InventoryCodes.PortConflict, FaultSeverity.Error, Subject.InFile("x.yml", line, 5, "client"), "2181 is taken", "take another");
        var other = Warning(30, "backups.folder") with { Remedy = "use another one" };

        var lines = Told(story => story.Show(
            [Warning(5, "paths.data"), Error(6), .. Enumerable.Range(7, 10).Select(line => Warning(line, "paths.log")), Error(20), other]))
            .Split('\n').Where(line => line.Contains("ZK", StringComparison.Ordinal)).ToList();

        Assert.That(lines.Where(line => line.StartsWith("::", StringComparison.Ordinal)), Has.Exactly(14).Items);
        Assert.That(lines.Where(line => !line.StartsWith("::", StringComparison.Ordinal)).Select(line => line[line.IndexOf(" ZK", StringComparison.Ordinal)..]),
            Is.EqualTo(
            [
                " ZK1504: x.yml:5:9: paths.data: '/tmp/5' is emptied; use a folder that lasts (the same of paths.log in 7:9, "
                + "paths.log in 8:9, paths.log in 9:9, paths.log in 10:9, paths.log in 11:9, paths.log in 12:9, paths.log in 13:9, "
                + "paths.log in 14:9 and 2 more)",
                " ZK1303: x.yml:6:5: client: 2181 is taken; take another",
                " ZK1303: x.yml:20:5: client: 2181 is taken; take another",
                " ZK1504: x.yml:30:9: backups.folder: '/tmp/30' is emptied; use another one",
            ]));
    }

    [Test]
    public void Each_finding_that_ends_a_target_is_an_annotation()
    {
        var text = Told(story => story.Failed("Expand", "Refused, nothing was changed: …",
        [
            Finding.Refusal(RefusalCodes.InvalidNewId, 300, "Server 300 is new:", "give it another id."),
            new(HostCodes.DiskFull, FaultSeverity.Error, Subject.OnHost("zk1"), "/ has 1 MiB free", "make room"),
        ]));

        Assert.That(text.Split('\n', StringSplitOptions.RemoveEmptyEntries), Is.EqualTo(
        [
            "::error title=ZK4205 Expand::Server 300 is new: give it another id.",
            "::error title=ZK2301 Expand::zk1: / has 1 MiB free; make room",
        ]));
    }

    [Test]
    public void A_failure_without_a_finding_is_one_annotation() => Assert.That(
        Told(story => story.Failed("Expand", "broken", [])).Trim(), Is.EqualTo("::error title=Expand::broken"));

    private static string Told(Action<ConsoleReporter> tell)
    {
        using var text = new StringWriter();
        var console = AnsiConsole.Create(new() { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = 500;
        tell(new ConsoleReporter(console, TimeProvider.System, forGitHub: true));
        return text.ToString();
    }
}
