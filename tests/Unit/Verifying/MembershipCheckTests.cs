using Ensembles.Verifying;
using ZooKeeper.Client;
using ZooKeeper.Configuration;

namespace Unit.Verifying;

public sealed class MembershipCheckTests
{
    private const string Two =
        "server.1=a:1:2:participant;0.0.0.0:3\nserver.2=b:1:2:participant;0.0.0.0:3\nversion=100";
    private static readonly ShownMembership Old = new("server 1", new ConfigurationNode.Absent(), null);

    private static ShownMembership Shows(string server, string members) => new(
        server, new ConfigurationNode.Present(EnsembleConfiguration.Parse(members), FakeReplica.Plain(1)), null);

    private static Check Of(string? expected, params ShownMembership[] shown) => MembershipCheck.Of(
        [.. shown], [], expected is null ? null : EnsembleConfiguration.Parse(expected));

    [Test]
    public void The_same_members_everywhere_pass() => Assert.That(
        Of(null, Shows("server 1", Two), Shows("server 2", Two)).ToString(),
        Is.EqualTo("Passed: membership: 2 servers showing the same 2 members (version 100)"));

    [Test]
    public void Expected_members_are_compared_without_the_version_and_the_client_part() => Assert.That(
        Of("server.1=a:1:2\nserver.2=b:1:2", Shows("server 1", Two)).Outcome, Is.EqualTo(CheckOutcome.Passed));

    [Test]
    public void Members_other_than_expected_are_named()
    {
        var check = Of("server.1=a:1:2\nserver.2=b:1:2\nserver.3=c:1:2", Shows("server 1", Two));

        Assert.That(check.Outcome, Is.EqualTo(CheckOutcome.Failed));
        Assert.That(check.Details.Single(), Does.StartWith("server 1 shows no server 3, expected is server.3=c:1:2"));
    }

    [Test]
    public void Servers_that_disagree_fail()
    {
        Assert.That(
            Of(null, Shows("server 1", Two), Shows("server 2", Two.Replace("b:1", "x:1"))).Outcome,
            Is.EqualTo(CheckOutcome.Failed));
        Assert.That(
            Of(null, Shows("server 1", Two), Shows("server 2", Two.Replace("100", "200"))).Details,
            Is.EqualTo(["server 1: version 100", "server 2: version 200"]));
    }

    [Test]
    public void A_server_that_serves_alone_beside_others_fails() => Assert.That(
        Of(null, Shows("server 1", Two), new("server 2", new ConfigurationNode.Empty(), null)).Outcome,
        Is.EqualTo(CheckOutcome.Failed));

    [Test]
    public void A_release_without_the_node_skips_it_with_the_reason()
    {
        Assert.That(Of(null, Old, Old).Outcome, Is.EqualTo(CheckOutcome.Skipped));
        Assert.That(Of(null, Old).Evidence, Does.Contain("3.4"));
    }

    [Test]
    public void A_mixture_of_releases_is_worth_a_warning() =>
        Assert.That(Of(null, Shows("server 2", Two), Old).Outcome, Is.EqualTo(CheckOutcome.Warning));

    [Test]
    public void A_standalone_server_has_no_members_to_agree_on() => Assert.That(
        Of(null, new ShownMembership("server 1", new ConfigurationNode.Empty(), null)).Outcome,
        Is.EqualTo(CheckOutcome.Skipped));

    [Test]
    public void A_server_that_could_not_be_read_fails() => Assert.That(
        Of(null, Shows("server 1", Two), new ShownMembership("server 2", null, "gone")).Details,
        Is.EqualTo(["server 2: gone"]));
}
