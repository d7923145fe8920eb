using Ensembles.Findings;
using Ensembles.Inventories;
using Ensembles.Observing;
using Ensembles.Observing.Processes;
using Ensembles.Planning;
using Unit.Planning;

namespace Unit.Observing;

/// <summary>What keeps a server running, beside what the inventory says of it.</summary>
internal sealed class ServiceMatchTests
{
    private static readonly ServiceSpec ZkServer = new ServiceSpec.ZkServer();
    private static readonly ServiceSpec Moved = new ServiceSpec.ZkServer { Moves = true };
    private static readonly Keeper Unit = new(KeeperKind.SystemdUnit, "zookeeper.service", 1);
    private static readonly Keeper Runit = new(KeeperKind.Runit, "/etc/sv/zookeeper", 77);
    private static readonly Keeper Program = new(KeeperKind.Supervisord, "zk", 78);
    private static readonly Keeper Loop = new(KeeperKind.Loop, "bash", 79);

    private static IEnumerable<TestCaseData> Fitting()
    {
        yield return new(Keeper.None, ZkServer);
        yield return new(Keeper.None, new ServiceSpec.Unit("zookeeper.service"));
        yield return new(Unit, new ServiceSpec.Unit("zookeeper.service"));
        yield return new(new Keeper(KeeperKind.SystemdUnit, "zookeeper-test-1.service", 1), new ServiceSpec.Systemd());
        yield return new(Runit, new ServiceSpec.Runit("/etc/service/zookeeper"));
        yield return new(Program, new ServiceSpec.Supervisord("zk", null));
    }

    private static IEnumerable<TestCaseData> Refused()
    {
        yield return new(Unit, ZkServer, "Write service: { unit: zookeeper.service } for server 1");
        yield return new(Unit, new ServiceSpec.Unit("other.service"), "Write service: { unit: zookeeper.service }");
        yield return new(Runit, new ServiceSpec.Systemd(), "Write service: { runit: /etc/sv/zookeeper } for server 1");
        yield return new(Program, ZkServer, "Write service: { supervisord: zk } for server 1");
        yield return new(Program, Moved, "take the program out of its configuration first");
        yield return new(Loop, ZkServer, "end process 79 on its host");
        yield return new(Loop, Moved, "end process 79 on its host");
        yield return new(new Keeper(KeeperKind.Container, "abc", 0), ZkServer, "only what runs the container");
    }

    [TestCaseSource(nameof(Fitting))]
    public void It_fits(Keeper keeper, ServiceSpec service) =>
        Assert.That(Match(keeper, service), Is.EqualTo(new ServiceMatch(null, null)));

    [TestCaseSource(nameof(Refused))]
    public void It_is_refused_with_the_way_out(Keeper keeper, ServiceSpec service, string remedy) =>
        Assert.That(Match(keeper, service).Refusal, Does.Contain(remedy));

    [Test]
    public void It_is_moved_where_the_inventory_says_so()
    {
        Assert.That(Match(Unit, Moved), Is.EqualTo(new ServiceMatch(null, $"{Unit}")));
        Assert.That(Match(Runit, new ServiceSpec.Systemd { Moves = true }).Move, Is.EqualTo($"{Runit}"));
    }

    [Test]
    public void A_plan_that_stops_nobody_is_not_refused_for_it()
    {
        var inventory = Given.Inventory(1, MembershipKind.Static);
        var kept = Given.Alone() with { WhyNotStoppable = "Server 1 is kept." };

        Assert.That(Planner.Make(inventory, [kept]).IsRefused, Is.False);
        Assert.That(Planner.Make(inventory, [kept with { Outdated = true }]).Refusals.Texts(), Is.EqualTo(["Server 1 is kept."]));
    }

    private static ServiceMatch Match(Keeper keeper, ServiceSpec service) => ServiceMatch.Of(
        Given.Inventory(1, MembershipKind.Static), Given.Server(1) with { Service = service },
        new() { Identity = new(5, 6), Keeper = keeper }, startedByUs: false);
}
