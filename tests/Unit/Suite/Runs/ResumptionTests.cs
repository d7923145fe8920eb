using Ensembles.Inventories;
using Ensembles.Membership;
using Ensembles.Planning;
using Suite.Runs;
using Suite.Workflows;
using Unit.Planning;
using Unit.Reports;

namespace Unit.Suite.Runs;

internal sealed class ResumptionTests
{
    [Test]
    public void It_tells_where_the_run_stands_and_the_command_that_goes_on() => Assert.That(
        Resumption.Of(
            Sample.Account(failure: "interrupted"), ["Suite.dll", "--target=Expand", "--inventory=my servers.yml"]),
        Is.EqualTo(
            "Interrupted after 2 of 4 steps; left under way: start server 2; not begun: reconfig: add servers 2, 3. " +
            "Nothing is half-done. To go on:\n  ./build.sh --target=Expand '--inventory=my servers.yml'"));

    [Test]
    public void Before_the_first_step_there_is_nothing_to_tell() => Assert.That(
        Resumption.Of(null, ["Suite.dll", "--target=Expand"]), Does.StartWith("Interrupted before the first step."));

    /// <summary>The same restart would take those that it has restarted, too.</summary>
    [TestCase(new[] { "--target=Restart" }, "--target=Restart --older-than=6h")]
    [TestCase(new[] { "--target=Restart", "--older-than=1m", "--only=1,2" }, "--target=Restart --only=1,2 --older-than=6h")]
    [TestCase(new[] { "--olderThan", "1m", "--target", "Restart" }, "--target Restart --older-than=6h")]
    public void A_restart_goes_on_with_the_servers_that_it_has_not_restarted(string[] arguments, string command) => Assert.That(
        Resumption.Of(Restarted(TimeSpan.FromHours(6.2)), ["Suite.dll", .. arguments]),
        Does.Contain("after 1 of 3 steps").And.EndsWith($"./build.sh {command}"));

    [TestCase(10, 400, "410s")]
    [TestCase(600, 10, "10m")]
    [TestCase(700, 3600, "71m")]
    [TestCase(86400 * 400, 3600, "400d")]
    public void The_age_is_that_of_the_youngest_that_is_left(int age, int since, string text) => Assert.That(
        RestartTime.Text(TimeSpan.FromSeconds(age), TimeSpan.FromSeconds(since)), Is.EqualTo(text));

    [Test]
    public void A_restart_that_has_restarted_nobody_goes_on_with_the_same_command() => Assert.That(
        Resumption.Of(new RunRecord(TimeProvider.System) { Asked = new("Restart", "ops", Strategy.Auto) }, ["Suite.dll", "--target=Restart"]),
        Does.EndWith("./build.sh --target=Restart"));

    /// <summary>Of three servers, of which the second is the youngest but one and the first was restarted.</summary>
    private static RunRecord Restarted(TimeSpan youngest)
    {
        var list = Given.Static(1, 2, 3);
        ServerState[] servers =
        [
            Given.Follows(1, list) with { Running = true, Uptime = TimeSpan.FromMinutes(1) },
            Given.Follows(2, list) with { Running = true, Uptime = youngest },
            Given.Leads(3, list) with { Running = true, Uptime = TimeSpan.FromDays(20) },
        ];
        var plan = Planner.Make(
            Given.Inventory(3, MembershipKind.Static), servers, [], new() { Intent = Intent.Restart });
        Assert.That(plan.Lines(), Is.EqualTo(["restart 1", "restart 2", "restart 3"]));
        var account = new RunRecord(TimeProvider.System) { Asked = new("Restart", "ops", Strategy.Auto) };
        account.Planned(plan, servers);
        account.Ended(new(plan.Steps[0], TimeSpan.Zero, TimeSpan.FromSeconds(1), null));
        account.Ended(new(plan.Steps[1], TimeSpan.Zero, TimeSpan.FromSeconds(1), "interrupted", Interrupted: true));
        return account;
    }
}
