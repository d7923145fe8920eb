using Ensembles.Findings;
using Ensembles.Inventories;
using Ensembles.Inventories.Security;
using Ensembles.Membership;
using Ensembles.Planning;
using Ensembles.Planning.QuorumModel;

namespace Unit.Planning;

/// <summary>Servers that restart though nothing differs.</summary>
public sealed class RestartTests
{
    [TestCase(MembershipKind.Static)]
    [TestCase(MembershipKind.Dynamic)]
    public void All_members_restart_one_by_one_the_leader_last(MembershipKind membership)
    {
        var plan = Make(new() { Reason = "new kernel" }, membership);
        Assert.That(plan.Lines(), Is.EqualTo(["restart 1", "restart 3", "restart 2"]));
        Assert.That(plan.Verdict, Is.TypeOf<Verdict.Safe>());
        Assert.That(plan.Steps[0].Reason, Is.EqualTo("asked for (new kernel): its process has run for 100 s"));
        Assert.That(plan.Steps[2].Reason, Does.EndWith("the leader last"));
    }

    [Test]
    public void Only_those_that_are_named() =>
        Assert.That(Make(new() { Only = [2, 3] }).Lines(), Is.EqualTo(["restart 3", "restart 2"]));

    /// <summary>Uptimes are 100, 200 and 300 s.</summary>
    [TestCase(0, new[] { "restart 1", "restart 3", "restart 2" })]
    [TestCase(150, new[] { "restart 3", "restart 2" })]
    [TestCase(300, new string[0])]
    public void What_has_been_restarted_since_is_done(int olderThan, string[] steps) =>
        Assert.That(Make(new() { OlderThan = TimeSpan.FromSeconds(olderThan) }).Lines(), Is.EqualTo(steps));

    [Test]
    public void What_this_run_has_restarted_is_done_and_no_other_however_young() => Assert.That(
        Make(new() { Done = [1, 3] }, change: server => server with { Uptime = TimeSpan.Zero }).Lines(), Is.EqualTo(["restart 2"]));

    [Test]
    public void Who_is_younger_or_down_is_not_older()
    {
        ServerState Of(int id, int? uptime) => Given.Follows(id, Given.Static(1, 2, 3)) with
        {
            Running = uptime is not null, Uptime = uptime is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        };
        ServerState[] servers = [Of(1, 5), Of(2, 20), Of(3, null)];
        Assert.That(new RestartRequest { OlderThan = TimeSpan.FromSeconds(10) }.Younger(servers), Is.EqualTo([1, 3]));
        Assert.That(new RestartRequest().Younger(servers), Is.Empty);
    }

    /// <summary>Who is not named stays as it is, also where its settings differ.</summary>
    [Test]
    public void Others_are_left_alone() => Assert.That(
        Make(new() { Only = [1] }, change: server => server with { Outdated = true }).Lines(), Is.EqualTo(["restart 1"]));

    [Test]
    public void An_unknown_id_is_refused() =>
        Assert.That(Make(new() { Only = [2, 7] }).Refusals.Codes(), Is.EqualTo([RefusalCodes.RestartOfUnknown]));

    [Test]
    public void A_restart_is_no_change_of_members()
    {
        var list = Given.Static(1, 2, 3);
        var plan = Planner.Make(
            Given.Inventory(4, MembershipKind.Static),
            [Given.Leads(1, list), Given.Follows(2, list), Given.Follows(3, list), Given.Empty(4)], [],
            new() { Intent = Intent.Restart });
        Assert.That(plan.Refusals.Codes(), Is.EqualTo([RefusalCodes.AddsNothing]));
    }

    [Test]
    public void A_restart_is_no_change_of_security() => Assert.That(
        Make(new(), change: server => server with { Link = new QuorumLink(Tls: true) }).Refusals.Codes(),
        Is.EqualTo([RefusalCodes.RestartBesidePasses]));

    private static Plan Make(
        RestartRequest request, MembershipKind membership = MembershipKind.Static, Func<ServerState, ServerState>? change = null)
    {
        var list = membership == MembershipKind.Static ? Given.Static(1, 2, 3) : Given.Dynamic(1, 2, 3);
        return Planner.Make(
            Given.Inventory(3, membership),
            [
                .. new[] { Given.Follows(1, list), Given.Leads(2, list), Given.Follows(3, list) }
                    .Select(server => server with { Uptime = TimeSpan.FromSeconds(100 * server.Id) }).Select(change ?? (server => server)),
            ],
            [], new() { Intent = Intent.Restart, Restart = request });
    }
}
