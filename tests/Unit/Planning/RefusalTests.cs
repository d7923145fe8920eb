using Ensembles.Findings;
using Ensembles.Inventories;
using Ensembles.Membership;
using Ensembles.Planning;
using ZooKeeper.Status;

namespace Unit.Planning;

public sealed class RefusalTests
{
    [Test]
    public void An_ensemble_without_any_data_has_nothing_to_expand() =>
        Refused(Make(MembershipKind.Static, 3, Given.Empty(1), Given.Empty(2), Given.Empty(3)),
            RefusalCodes.NoEnsemble, "nothing to expand");

    [Test]
    public void A_joiner_with_data_of_another_life_is_refused()
    {
        var foreign = Given.Empty(3) with { HasData = true, RunningConfig = new RunningConfig.Nothing() };
        Refused(Make(MembershipKind.Static, 3, Given.Alone(), Given.Empty(2), foreign), RefusalCodes.StrayData,
            "Server 3 is no member");
    }

    [Test]
    public void Two_single_servers_with_data_are_refused() => Refused(
        Make(MembershipKind.Static, 3, Given.Alone(1), Given.Alone(2), Given.Empty(3)),
        RefusalCodes.SeveralLeaders, "Servers 1 and 2");

    [Test]
    public void Two_single_servers_that_are_down_are_refused() => Refused(
        Make(MembershipKind.Static, 3, Given.Alone(1).Down(), Given.Alone(2).Down(), Given.Empty(3)),
        RefusalCodes.SeveralAlone, "Servers 1 and 2");

    [Test]
    public void A_member_that_the_inventory_lacks_is_refused()
    {
        var list = Given.Static(1, 2, 7);
        Refused(Make(MembershipKind.Static, 2, Given.Leads(1, list), Given.Follows(2, list)),
            RefusalCodes.MemberUnlisted, "Server 7");
    }

    [Test]
    public void A_dynamic_ensemble_does_not_become_static()
    {
        var list = Given.Dynamic(1, 2, 3);
        Refused(
            Make(MembershipKind.Static, 3, Given.Leads(1, list), Given.Follows(2, list), Given.Follows(3, list)),
            RefusalCodes.DynamicToStatic, "set membership: dynamic");
    }

    [Test]
    public void On_3_4_a_joiner_needs_a_larger_id_than_the_members() => Refused(
        Planner.Make(Given.Inventory(2, MembershipKind.Static, "3.4.13"), [Given.Empty(1), Given.Alone(2)]),
        RefusalCodes.IdTooSmall, "larger id");

    [TestCase(0)]
    [TestCase(255)]
    public void A_new_server_has_an_id_that_every_release_takes(int id)
    {
        var inventory = Given.Inventory(1, MembershipKind.Static);
        inventory = inventory with { Servers = inventory.Servers.Add(Given.Server(id)) };

        Refused(Planner.Make(inventory, [Given.Alone(), Given.Empty(id)]), RefusalCodes.InvalidNewId, "1 to 254");
    }

    [TestCase("3.5.8")]
    [TestCase("3.6.1")]
    public void Releases_that_stop_committing_after_a_roll_are_refused(string version) => Refused(
        Planner.Make(Given.Inventory(2, MembershipKind.Static, version), [Given.Alone(1), Given.Empty(2)]),
        RefusalCodes.BrokenRollingExpansion, "ZOOKEEPER-3829");

    [TestCase(Strategy.Rolling, MembershipKind.Dynamic)]
    [TestCase(Strategy.Reconfig, MembershipKind.Static)]
    public void A_strategy_that_does_not_fit_the_membership_is_refused(Strategy strategy, MembershipKind membership) =>
        Refused(
            Planner.Make(Given.Inventory(2, membership), [Given.Alone(1), Given.Empty(2)], strategy),
            membership == MembershipKind.Dynamic ? RefusalCodes.NeedsStatic : RefusalCodes.NeedsDynamic, "needs membership");

    [Test]
    public void Another_version_in_force_is_refused() => Refused(
        Make(MembershipKind.Static, 2, Given.Alone() with { Version = new(3, 8, 0) }, Given.Empty(2)),
        RefusalCodes.ReleaseDiffers, "runs ZooKeeper 3.8.0");

    [Test]
    public void Two_empty_servers_that_run_beside_a_single_one_are_refused_with_what_they_would_do()
    {
        var empty = Given.Empty(2) with
        {
            Running = true, Mode = ServerMode.NotServing, RunningConfig = Given.Static(1, 2, 3),
        };
        Refused(
            Make(MembershipKind.Static, 3, Given.Alone(), empty, empty with { Server = Given.Server(3) }),
            RefusalCodes.EmptyMajority, "every znode would be erased");
    }

    [Test]
    public void Another_ensemble_on_a_port_of_ours_is_refused()
    {
        var plan = Make(
            MembershipKind.Static, 2, Given.Alone() with { Running = false }, Given.Empty(2));
        Assert.That(plan.Refusals.Codes(), Is.EqualTo([RefusalCodes.ForeignServer]));
        Assert.That(plan.Refusals[0].Text, Does.Contain("10.0.0.1:2181"));
    }

    [Test]
    public void A_member_that_cannot_be_looked_at_is_told_and_nobody_else_is_to_be_stopped()
    {
        var list = Given.Static(1, 2, 3);
        var plan = Planner.Make(
            Given.Inventory(1, MembershipKind.Static), [Given.Leads(1, list)],
            [.. new[] { 2, 3 }.Select(id =>
                Given.Follows(id, list).Down() with { Unreachable = true, PlaceUnknown = true })], new());

        Assert.That(plan.Refusals.Codes(), Is.EqualTo([RefusalCodes.UnknownMember, RefusalCodes.UnknownMember]));
        Assert.That(plan.Refusals.Texts(), Has.All.Contain("write the server itself there with its ports and folders"));
        Assert.That(plan.Refusals[0].Text, Does.Contain("names server 2 (10.0.0.2:2888:3888)"));
    }

    /// <summary>It would vote with its old list; by reconfig the others agree with a majority of both lists.</summary>
    [Test]
    public void A_member_that_answers_and_cannot_be_looked_at_is_not_taken_for_one_that_is_down()
    {
        Plan Make(MembershipKind kind, RunningConfig list, string? open, Strategy strategy = Strategy.Auto) => Planner.Make(
            Given.Inventory(3, kind), [Given.Leads(1, list), Given.Follows(2, list), Given.Follows(3, list)],
            [.. new[] { 4, 5 }.Select(id => Given.Follows(id, list).Down() with { Unreachable = true, Ports = new(open, false) })],
            new() { Intent = Intent.Shrink, Strategy = strategy });

        var five = Given.Static(1, 2, 3, 4, 5);
        foreach (var strategy in new[] { Strategy.Auto, Strategy.Rolling, Strategy.Cold })
        {
            Assert.That(Make(MembershipKind.Static, five, "10.0.0.4:3888 takes connections from this machine", strategy).Refusals.Codes(),
                Is.EqualTo([RefusalCodes.MemberRunsUnseen, RefusalCodes.MemberRunsUnseen]));
        }

        Assert.That(Make(MembershipKind.Dynamic, Given.Dynamic(1, 2, 3, 4, 5), null).Warnings.Texts(), Has.Exactly(2).Contains("does not tell whether it runs"));
        Assert.That(Make(MembershipKind.Dynamic, Given.Dynamic(1, 2, 3, 4, 5), "10.0.0.4:3888 takes connections").Warnings.Texts(),
            Has.Exactly(2).Contains("it runs (10.0.0.4:3888"));
    }

    /// <summary>Commands that are joined fail with the first that has nothing to move.</summary>
    [TestCase(false, null, "mv /data/version-2 /data/version-2.aside && mv /log/version-2 /log/version-2.aside && mv /etc/zookeeper/my.cfg /etc/zookeeper/my.cfg.aside")]
    [TestCase(true, null, "mv /data/version-2 /data/version-2.aside && mv /log/version-2 /log/version-2.aside")]
    [TestCase(true, "/log", "mv /data/version-2 /data/version-2.aside")]
    public void Only_what_is_there_is_moved_aside(bool lacksFile, string? missing, string commands)
    {
        var server = Given.Server(1) with { Paths = new("/etc/zookeeper", "/data", "/log", "/var/log/zookeeper") { ConfigFile = "my.cfg" } };
        Assert.That(DataAdvice.Aside(Given.Empty(1) with { Server = server, LacksConfigFile = lacksFile, MissingFolder = missing }), Is.EqualTo(commands));
    }

    [Test]
    public void Two_leaders_are_refused() => Refused(
        Make(MembershipKind.Static, 2, Given.Leads(1, Given.Static(1, 2)), Given.Leads(2, Given.Static(1, 2))),
        RefusalCodes.SeveralLeaders, "lead at the same time");

    private static Plan Make(MembershipKind membership, int wanted, params ServerState[] servers) =>
        Planner.Make(Given.Inventory(wanted, membership), servers);

    private static void Refused(Plan plan, FindingCode code, string because)
    {
        Assert.That(plan.Refusals.Where(refusal => refusal.Code == code).Texts(), Has.Some.Contains(because));
        Assert.That(plan.Steps, Is.Empty);
    }

    /// <summary>A disk of logs that is not mounted: the snapshots alone are a past of the ensemble.</summary>
    [TestCase("/logs/version", true)]
    [TestCase(null, false)]
    public void Members_with_snapshots_and_without_logs_have_not_all_of_their_data(string? missing, bool isRefused)
    {
        var list = Given.Static(1, 2, 3);
        ServerState Down(int id) => Given.Follows(id, list).Down() with { Data = new() { AcceptedEpoch = 3, CurrentEpoch = 3 } };
        var plan = Planner.Make(
            Given.Inventory(3, MembershipKind.Static),
            [Down(1) with { MissingFolder = missing }, Down(2) with { MissingFolder = missing }, Down(3)], [], new());
        Assert.That(plan.Refusals.Codes().Contains(RefusalCodes.MajorityLost), Is.EqualTo(isRefused));
    }
}
