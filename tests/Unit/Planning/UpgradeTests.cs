using Ensembles.Findings;
using Ensembles.Inventories;
using Ensembles.Membership;
using Ensembles.Planning;
using Ensembles.Planning.QuorumModel;

namespace Unit.Planning;

public sealed class UpgradeTests
{
    [TestCase(MembershipKind.Static)]
    [TestCase(MembershipKind.Dynamic)]
    public void Each_server_restarts_once_and_the_leader_last(MembershipKind membership)
    {
        var plan = Make("3.8.0", "3.9.6", membership);
        Assert.That(plan.Lines(), Is.EqualTo(["restart 1", "restart 3", "restart 2"]));
        Assert.That(plan.Steps.Select(step => step.Reason), Is.All.StartsWith("ZooKeeper 3.8.0 becomes 3.9.6"));
        Assert.That(plan.Verdict, Is.TypeOf<Verdict.Safe>());
    }

    [Test]
    public void An_interrupted_upgrade_goes_on_with_the_rest()
    {
        var list = Given.Static(1, 2, 3);
        var plan = Planner.Make(
            Given.Inventory(3, MembershipKind.Static, "3.9.6"),
            [Runs(Given.Follows(1, list), "3.9.6"), Runs(Given.Leads(2, list), "3.8.0"), Given.Follows(3, list).Down()],
            [], new() { Intent = Intent.Upgrade });
        Assert.That(plan.Lines(), Is.EqualTo(["start 3", "restart 2"]));
    }

    [Test]
    public void Another_target_changes_no_release() => Assert.That(
        Make("3.8.0", "3.9.6", intent: Intent.Expand).Refusals.Texts(), Has.Some.Contains("--target=Upgrade alone"));

    [TestCase("3.9.6", "3.4.13", "ZK4402", "Write release 3.9.6")]
    [TestCase("3.4.5", "3.9.6", "ZK4403", "upgrade to 3.4.14 first")]
    [TestCase("3.4.13", "3.5.6", "ZK4406", "upgrade to 3.5.7 or later")]
    public void What_no_release_can_do_is_refused(string from, string to, string code, string remedy) =>
        Assert.That(Make(from, to).Refusals, Has.Some.Matches<Finding>(
            refusal => $"{refusal!.Code}" == code && refusal.Remedy.Contains(remedy, StringComparison.Ordinal)));

    [Test]
    public void A_downgrade_is_a_risk_to_be_named()
    {
        Assert.That(Make("3.9.6", "3.8.0").Refusals.Single().Text, Does.StartWith("Risk downgrade-3.9.6-to-3.8.0: "));
        var plan = Make("3.9.6", "3.8.0", accepted: "downgrade-3.9.6-to-3.8.0");
        Assert.That(plan.Steps, Has.Length.EqualTo(3));
        Assert.That(plan.Warnings.Texts(), Has.Some.StartsWith("Taken at your word"));
    }

    [Test]
    public void Within_a_line_of_releases_the_way_back_is_as_the_way_there() =>
        Assert.That(Make("3.9.6", "3.9.3").Steps, Has.Length.EqualTo(3));

    [Test]
    public void A_server_with_logs_and_no_snapshot_needs_the_flag_that_trusts_it()
    {
        Assert.That(Make("3.4.13", "3.9.6", onlyLogs: true).Refusals.Texts(), Has.Some.Contains("snapshot.trust.empty: true"));
        var plan = Make("3.4.13", "3.9.6", onlyLogs: true, settings: "snapshot.trust.empty");
        Assert.That(plan.Steps, Has.Length.EqualTo(3));
        Assert.That(plan.Warnings.Texts(), Has.Some.Contains("remove it from"));
    }

    /// <summary>A way back, or an edit, brings it again without an upgrade.</summary>
    [TestCase("3.9.6", Intent.Expand, true)]
    [TestCase("3.9.6", Intent.Restart, true)]
    [TestCase("3.4.13", Intent.Expand, false)]
    public void The_flag_that_trusts_is_told_of_whatever_the_plan_is_for(string version, Intent intent, bool told) =>
        Assert.That(Make(version, version, intent: intent, settings: "snapshot.trust.empty").Warnings.Select(warning => warning.Code),
            told ? Has.Member(RiskCodes.TrustEmptyRemains) : Has.No.Member(RiskCodes.TrustEmptyRemains));

    [Test]
    public void A_release_and_the_kind_of_membership_never_change_together()
    {
        var list = Given.Static(1, 2, 3);
        var plan = Planner.Make(
            Given.Inventory(3, MembershipKind.Dynamic, "3.9.6"),
            [
                Runs(Given.Leads(1, list), "3.8.0"), Runs(Given.Follows(2, list), "3.8.0"),
                Runs(Given.Follows(3, list), "3.8.0"),
            ],
            [], new() { Intent = Intent.Upgrade });
        Assert.That(plan.Refusals.Codes(), Has.Some.EqualTo(RefusalCodes.ReleaseAndMembership));
    }

    [Test]
    public void Protocols_of_several_addresses_wait_until_all_know_them() => Assert.That(
        Make("3.5.10", "3.9.6", settings: "multiAddress.enabled").Refusals.Codes(), Has.Some.EqualTo(RefusalCodes.MultiAddress));

    [Test]
    public void A_release_with_known_losses_is_told() =>
        Assert.That(Make("3.8.0", "3.9.3").Warnings.Single(warning => warning.Code == RiskCodes.KnownDefects).Remedy,
            Does.Contain("3.9.4 has them mended"));

    [TestCase("3.8.5", "3.8.6 has them mended.")]
    [TestCase("3.9.4", "3.9.5 has them mended.")]
    [TestCase("3.9.5", null)]
    [TestCase("3.9.6", null)]
    public void A_release_with_advisories_is_told_with_the_one_that_has_them_mended(string to, string? remedy) => Assert.That(
        Make("3.8.0", to).Warnings.SingleOrDefault(warning => warning.Code == RiskCodes.SecurityAdvisories)?.Remedy,
        Is.EqualTo(remedy));

    [Test]
    public void Monitoring_words_that_fall_silent_are_told() =>
        Assert.That(Make("3.4.13", "3.9.6").Warnings.Texts(), Has.Some.Contains("4lw.commands.whitelist"));

    private static Plan Make(
        string from, string to, MembershipKind membership = MembershipKind.Static, Intent intent = Intent.Upgrade,
        string? accepted = null, bool onlyLogs = false, string? settings = null)
    {
        var list = membership == MembershipKind.Static ? Given.Static(1, 2, 3) : Given.Dynamic(1, 2, 3);
        var inventory = Given.Inventory(3, membership, to);
        inventory = settings is null ? inventory
            : inventory with
            {
                Settings = inventory.Settings with { Values = inventory.Settings.Values.Add(settings, "true") },
            };
        return Planner.Make(
            inventory,
            [
                Runs(Given.Follows(1, list), from), Runs(Given.Leads(2, list), from),
                Runs(Given.Follows(3, list), from) with { OnlyLogs = onlyLogs },
            ],
            [], new() { Intent = intent, AcceptedRisk = accepted });
    }

    private static ServerState Runs(ServerState server, string version) => server with { Version = new(version) };
}
