using Ensembles.Inventories;
using Ensembles.Planning;
using Spectre.Console.Testing;
using Suite.Reports;

namespace Unit.Planning;

/// <summary>What an operator reads before anything is done: the steps, why each stands where it stands, and the proof.</summary>
public sealed class PlanTextTests
{
    [Test]
    public void One_to_three_by_restarts() => Reads(
        MembershipKind.Static, [Given.Alone(), Given.Empty(2), Given.Empty(3)], "");

    [Test]
    public void One_to_three_by_reconfig() => Reads(
        MembershipKind.Dynamic, [Given.Alone(), Given.Empty(2), Given.Empty(3)], "");

    [Test]
    public void Three_to_five_by_restarts()
    {
        var old = Given.Static(1, 2, 3);
        Reads(MembershipKind.Static,
            [Given.Leads(1, old), Given.Follows(2, old), Given.Follows(3, old), Given.Empty(4), Given.Empty(5)], "");
    }

    [Test]
    public void Three_to_five_by_reconfig()
    {
        var old = Given.Dynamic(1, 2, 3);
        Reads(MembershipKind.Dynamic,
            [Given.Leads(1, old), Given.Follows(2, old), Given.Follows(3, old), Given.Empty(4), Given.Empty(5)], "");
    }

    private static void Reads(MembershipKind membership, ServerState[] servers, string text)
    {
        using var console = new TestConsole();
        console.Profile.Width = 100;
        new ConsoleStory(console, TimeProvider.System)
            .Show(Planner.Make(Given.Inventory(servers.Length, membership), servers));
        File.AppendAllText("/tmp/w/plan-texts", TestContext.CurrentContext.Test.Name + "\n" + console.Output + "\n");
        var lines = console.Output.Split('\n').Select(line => line.TrimEnd());
        Assert.That(string.Join('\n', lines).TrimEnd(), Is.EqualTo(text.TrimEnd()));
    }
}
