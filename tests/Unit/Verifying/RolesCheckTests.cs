using Ensembles.Verifying;
using ZooKeeper;
using ZooKeeper.Configuration;
using ZooKeeper.Status;

namespace Unit.Verifying;

public sealed class RolesCheckTests
{
    private static StatusReading Server(int id, ServerMode? mode, Role role = Role.Participant) => new(
        new(id, new HostPort("127.0.0.1", 2180 + id), role),
        mode is { } known ? new ServerStatus { Mode = known } : null, mode is null ? "no connection" : null);

    [Test]
    public void One_leader_and_all_others_in_their_roles_passes()
    {
        var check = RolesCheck.Of(
        [
            Server(1, ServerMode.Follower), Server(2, ServerMode.Leader), Server(3, ServerMode.Follower),
            Server(4, ServerMode.Observer, Role.Observer),
        ]);

        Assert.That(check.Outcome, Is.EqualTo(CheckOutcome.Passed));
        Assert.That(check.Evidence, Is.EqualTo("server 2 leads, 1, 3 follow, 4 observes"));
    }

    [TestCase(ServerMode.Standalone)]
    [TestCase(ServerMode.Leader)]
    public void A_single_server_serves_alone_or_as_a_quorum_of_one(ServerMode mode) =>
        Assert.That(RolesCheck.Of([Server(1, mode)]).Outcome, Is.EqualTo(CheckOutcome.Passed));

    [Test]
    public void Two_leaders_fail()
    {
        var check = RolesCheck.Of([Server(1, ServerMode.Leader), Server(2, ServerMode.Leader)]);

        Assert.That(check.Outcome, Is.EqualTo(CheckOutcome.Failed));
        Assert.That(check.Evidence, Is.EqualTo("2 servers lead: 1, 2"));
    }

    [Test]
    public void A_standalone_server_beside_an_ensemble_fails() => Assert.That(
        RolesCheck.Of([Server(1, ServerMode.Leader), Server(2, ServerMode.Follower), Server(3, ServerMode.Standalone)])
            .Outcome, Is.EqualTo(CheckOutcome.Failed));

    [TestCase(null)]
    [TestCase(ServerMode.NotServing)]
    [TestCase(ServerMode.ReadOnly)]
    [TestCase(ServerMode.Observer)]
    public void A_member_that_does_not_follow_fails_and_is_named(ServerMode? mode)
    {
        var check = RolesCheck.Of([Server(1, ServerMode.Leader), Server(2, mode)]);

        Assert.That(check.Outcome, Is.EqualTo(CheckOutcome.Failed));
        Assert.That(check.Details.Single(), Does.StartWith("server 2 (127.0.0.1:2182)"));
    }

    [Test]
    public void An_observer_that_votes_fails() => Assert.That(
        RolesCheck.Of([Server(1, ServerMode.Leader), Server(2, ServerMode.Follower, Role.Observer)]).Outcome,
        Is.EqualTo(CheckOutcome.Failed));

    [Test]
    public void Without_a_leader_it_fails() => Assert.That(
        RolesCheck.Of([Server(1, ServerMode.Follower), Server(2, ServerMode.Follower)]).Evidence,
        Is.EqualTo("no server leads"));
}
