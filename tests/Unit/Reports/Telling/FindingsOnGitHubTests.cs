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
