using System.Collections.Immutable;
using Ensembles.Membership;
using Ensembles.Observing;
using Unit.Planning;

namespace Unit.Observing;

public sealed class DriftTests
{
    [Test]
    public void An_ensemble_as_its_inventory_wants_it_has_not_drifted()
    {
        var list = Given.Dynamic(1, 2, 3);

        Assert.That(Seen.Of(Given.Leads(1, list), Given.Follows(2, list), Given.Follows(3, list)).Drift, Is.Empty);
        Assert.That(Seen.Of(Given.Alone(1), Given.Empty(2), Given.Empty(3)).Drift, Is.Empty, "joiners are no drift");
    }

    [Test]
    public void A_value_changed_by_hand_is_told_from_one_that_waits_for_a_restart()
    {
        var server = Seen.Server(Given.Alone(1)) with
        {
            Differences = [new("zoo.cfg", "tickTime", "2000", "3000")],
            Edited = [new("zoo.cfg", "syncLimit", "50", "5")],
        };

        Assert.That(server.Drift.Select(drift => (drift.Kind, drift.Server)),
            Is.EqualTo([(DriftKind.Setting, 1), (DriftKind.Edited, 1)]));
        Assert.That(server.Drift[1].What, Does.StartWith("zoo.cfg: syncLimit is 50, wanted 5").And.Contain("(changed since the server was started)"));
    }

    [Test]
    public void A_list_in_the_file_that_is_not_the_one_in_force_is_drift() => Drifted(
        Given.Follows(2, Given.Static(1, 2, 3)) with { OnDiskConfig = Given.Static(1, 2, 3, 4) },
        "it runs with the members 1, 2, 3, and its files list 1, 2, 3, 4");

    [Test]
    public void A_written_over_pointer_is_drift_though_the_list_is_the_same() => Drifted(
        Given.Follows(2, Given.Dynamic(1, 2, 3)) with { OnDiskConfig = Given.Static(1, 2, 3) }, "was written over");

    [Test]
    public void An_older_file_of_members_is_drift()
    {
        var older = new RunningConfig.Dynamic(
            Given.List(1, 2, 3) with { Version = 0xff }, new("/etc/zookeeper/zoo.cfg.dynamic.ff"));
        Drifted(Given.Follows(2, Given.Dynamic(1, 2, 3)) with { OnDiskConfig = older },
            "it runs with configuration 100000000, and its zoo.cfg points to ff");
    }

    [Test]
    public void A_first_dynamic_list_without_a_version_yet_is_no_drift()
    {
        var initial = new RunningConfig.Dynamic(Given.List(1, 2, 3), new("/etc/zookeeper/zoo.cfg.dynamic"));
        Assert.That(
            Seen.Server(Given.Follows(2, Given.Static(1, 2, 3)) with { OnDiskConfig = initial }).Drift, Is.Empty);
    }

    [Test]
    public void A_member_that_the_inventory_lacks_is_drift_of_the_ensemble()
    {
        var list = Given.Static(1, 2, 7);

        var drift = Seen.Of(Given.Leads(1, list), Given.Follows(2, list)).Drift.Single();

        Assert.That((drift.Kind, drift.Server), Is.EqualTo((DriftKind.Unlisted, 7)));
        Assert.That(drift.What, Is.EqualTo("it is a member at 10.0.0.7, but not in the inventory"));
    }

    [Test]
    public void A_name_that_is_another_address_on_one_host_is_drift_there()
    {
        ServerObservation Knowing(int id, string address) => Seen.Server(Given.Follows(id, Given.Static(1, 2, 3))) with
        {
            Facts = new() { Names = ImmutableDictionary<string, ImmutableArray<string>>.Empty.Add("zk2", [address]) },
        };

        var same = new Observation([Knowing(1, "10.0.0.2"), Knowing(2, "10.0.0.2"), Knowing(3, "10.0.0.2")]);
        var moved = new Observation([Knowing(1, "10.0.0.2"), Knowing(2, "10.0.0.2"), Knowing(3, "10.9.9.9")]);
        var own = new Observation([Knowing(1, "127.0.1.1"), Knowing(2, "127.0.1.1"), Knowing(3, "10.0.0.2")]);

        Assert.That(same.Drift, Is.Empty);
        Assert.That(
            moved.Drift.Select(drift => (drift.Kind, drift.Server, drift.What)), Is.EqualTo([(DriftKind.Names, 3,
            "on its host the name zk2 is 10.9.9.9; on the host of server 1 it is 10.0.0.2")]));
        Assert.That(
            own.Drift.Select(drift => drift.Server), Is.EqualTo([1, 2]), "a loopback is wrong however many say so");
    }

    private static void Drifted(ServerState server, string what)
    {
        var drift = Seen.Server(server).Drift.Single();
        Assert.That(drift.Kind, Is.EqualTo(DriftKind.Membership));
        Assert.That(drift.What, Does.Contain(what));
        Assert.That(Seen.Server(server.Down()).Drift, Is.Empty, "of a server that is down the file is all there is");
    }
}
