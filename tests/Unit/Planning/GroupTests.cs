using CsCheck;
using Ensembles.Inventories;
using Ensembles.Membership;
using Ensembles.Planning;
using Ensembles.Planning.QuorumModel;
using Unit.Planning.Model;
using ZooKeeper.Configuration;

namespace Unit.Planning;

/// <summary>Ensembles whose quorums are counted by groups and weights: what is planned, what is refused and why.</summary>
public sealed class GroupTests
{
    private static readonly (long Group, int Weight)[] Weighted = [(1, 1), (1, 1), (1, 0)];
    private static readonly (long Group, int Weight)[] Nine =
        [(1, 1), (1, 1), (1, 1), (2, 1), (2, 1), (2, 1), (3, 1), (3, 1), (3, 1)];

    [Test]
    public void A_fourth_server_joins_one_group_with_weights_1_1_0()
    {
        var steps = Finished(MembershipKind.Static, Weighted, [.. Weighted, (1, 1)]);

        Assert.That(steps.OfType<Step.Restart>().Select(step => step.Id), Is.EquivalentTo([1, 2, 3]));
        Assert.That(steps.OfType<Step.Start>().Select(step => step.Id), Is.EqualTo([4]));
    }

    /// <summary>By heads two of three would be enough: servers 2 and 3 without 1 are no quorum.</summary>
    [Test]
    public void A_server_stops_only_where_the_weight_of_the_others_is_a_quorum()
    {
        var step = Restarts(Weighted)[0];

        Assert.That(step.Surviving.Ids, Is.EqualTo([2, 3]));
        Assert.That(step.Surviving.IsQuorum([2, 3]), Is.False, "1 and 2 are both needed");
        Assert.That(Restarts(Nine)[0].Surviving.IsQuorum([2, 3, 4, 5]), Is.True, "two of three groups are whole enough");
        Assert.That(Restarts(Nine)[0].Surviving.IsQuorum([3, 4, 7, 5]), Is.False, "five of nine, but of one group only");
    }

    [TestCase(MembershipKind.Static)]
    [TestCase(MembershipKind.Dynamic)]
    public void A_third_group_joins_two_and_a_second_joins_one(MembershipKind membership)
    {
        Finished(membership, Nine[..6], Nine);
        Finished(membership, Nine[..3], Nine[..6]);
    }

    [Test]
    public void Under_dynamic_membership_the_whole_list_is_given_since_ZooKeeper_takes_nothing_less()
    {
        var change = Finished(MembershipKind.Dynamic, Nine[..3], Nine[..6]).OfType<Step.Reconfigure>().Single();

        Assert.That(change.Members.Select(line => (line.Id, line.Group)),
            Is.EqualTo(Enumerable.Range(1, 6).Select(id => ((long)id, (long?)((id + 2) / 3)))));
        Assert.That(change.Joining.Select(line => line.Id), Is.EqualTo([4, 5, 6]));
    }

    [Test]
    public void Weights_change_by_restarts_or_by_one_reconfig()
    {
        Finished(MembershipKind.Static, Weighted, [(1, 1), (1, 1), (1, 1)]);
        Finished(MembershipKind.Dynamic, Weighted, [(1, 1), (1, 1), (1, 1)]);
    }

    [Test]
    public void Groups_that_the_inventory_does_not_have_are_not_dropped_but_named()
    {
        var plan = World(Weighted).Plan(Given.Inventory(3, MembershipKind.Static));

        Assert.That(plan.Refusals.Single().Text, Does.Contain("group.1=1:2:3, weight.1=1, weight.2=1, weight.3=0")
            .And.Contain("would be dropped"));
    }

    [TestCase(MembershipKind.Static)]
    [TestCase(MembershipKind.Dynamic)]
    public void Servers_without_groups_get_them(MembershipKind membership)
    {
        var flat = EnsembleConfiguration.Of(Given.List(1, 2, 3).Servers.Values);
        RunningConfig list = membership == MembershipKind.Static ? new RunningConfig.Static(flat) : Given.Dynamic(1, 2, 3);
        var world = new World([Given.Follows(1, list), Given.Leads(2, list), Given.Follows(3, list)]);
        var inventory = Inventory(membership, [(1, 1), (1, 1), (1, 1)]);

        var plan = world.Plan(inventory);
        Assert.That(plan.Refusals, Is.Empty);
        plan.Steps.ToList().ForEach(step => world.Take(step));

        Assert.That(world.Plan(inventory).Steps, Is.Empty);
    }

    /// <summary>Server 1 alone would be a quorum of the new list while 2 and 3 still are one of the old.</summary>
    [Test]
    public void Weights_that_make_a_second_quorum_beside_the_old_one_are_refused_with_the_two()
    {
        var plan = World([(1, 1), (1, 1), (1, 1)]).Plan(Inventory(MembershipKind.Static, [(1, 5), (1, 1), (1, 1)]));

        Assert.That(plan.IsRefused, Is.True, string.Join(", ", plan.Lines()));
        Assert.That(plan.Refusals.Single().Text, Does.Contain("the weight of a quorum"));
        Assert.That(plan.Verdict, Is.InstanceOf<Verdict.Unsafe>());
    }

    [Test]
    public void On_3_4_participants_of_groups_change_by_the_cold_way_only()
    {
        var inventory = Inventory(MembershipKind.Static, [.. Weighted, (1, 1)], "3.4.13");

        Assert.That(World(Weighted).Plan(inventory).Refusals.Single().Text, Does.Contain("--strategy=cold"));
        Assert.That(World(Weighted).Plan(inventory, Strategy.Cold).Refusals, Is.Empty);
        Assert.That(World(Weighted).Plan(Inventory(MembershipKind.Static, [(1, 1), (1, 1), (1, 1)], "3.4.13")).Refusals,
            Is.Empty, "the leader knows all of them");
    }

    [Test]
    public void Any_groups_and_weights_are_planned_safely_or_refused()
    {
        var random = new PCG(stream: 7, seed: 7);
        var planned = 0;
        for (var number = 0; number < 30; number++)
        {
            var (before, after) = Changes.Generate(random, null, out _);
            planned += Check(before, after) ? 1 : 0;
        }

        Assert.That(planned, Is.GreaterThan(7), "most are refused: nothing was tested");
    }

    [Test]
    [Category("Long")]
    public void Many_groups_and_weights_are_planned_safely_or_refused() =>
        Changes.Sample((before, after) => { Check(before, after); }, iter: 1000, threads: 1);

    private static readonly Gen<(long Group, int Weight)> Seat =
        Gen.Select(Gen.Int[1, 2], Gen.Int[0, 2]).Select((group, weight) => ((long)group, weight));

    private static readonly Gen<((long, int)[], (long, int)[])> Changes =
        from before in Seat.Array[3, 5]
        from more in Seat.Array[0, 2]
        from reweighed in Gen.Bool
        from other in Seat
        let kept = reweighed ? [other, .. before[1..]] : before
        where before.Any(server => server.Item2 > 0) && kept.Concat(more).Any(server => server.Item2 > 0)
        select (before, (ValueTuple<long, int>[])[.. kept, .. more]);

    /// <returns>There was a plan.</returns>
    private static bool Check((long, int)[] before, (long, int)[] after)
    {
        var inventory = Inventory(MembershipKind.Static, after);
        var world = World(before);
        if (!world.Serves(1) || world.Plan(inventory) is not { IsRefused: false } plan)
        {
            return false;
        }

        var story = $"{string.Join(' ', before)} to {string.Join(' ', after)}: {string.Join(", ", plan.Lines())}";
        Exhaustion.Check(inventory, world, plan, story);
        foreach (var step in world.InOrder(plan))
        {
            world.Take(step);
        }

        Assert.That(world.Plan(inventory).Steps, Is.Empty, story);
        return true;
    }

    private static List<Step> Finished(
        MembershipKind membership, (long, int)[] before, (long, int)[] after)
    {
        var (world, inventory) = (World(before, membership), Inventory(membership, after));
        var plan = world.Plan(inventory);
        Assert.That(plan.Refusals, Is.Empty);
        Assert.That(plan.Verdict, Is.InstanceOf<Verdict.Safe>());
        if (before.Length < 9)
        {
            Exhaustion.Check(inventory, world, plan, string.Join(", ", plan.Lines()));
        }

        List<Step> steps = [];
        foreach (var step in world.InOrder(plan))
        {
            steps.Add(step);
            world.Take(step);
        }

        Assert.That(world.Plan(inventory).Steps, Is.Empty, "the second run has nothing to do");
        return steps;
    }

    private static List<Step.Restart> Restarts((long, int)[] modelServers)
    {
        var world = World(modelServers);
        var servers = world.States(Inventory(MembershipKind.Static, modelServers)).Select(server =>
            server with { Outdated = true }).ToList();
        var plan = Planner.Make(Inventory(MembershipKind.Static, modelServers), servers);
        Assert.That(plan.Refusals, Is.Empty);
        Assert.That(plan.Steps, Has.Length.EqualTo(modelServers.Length));
        return [.. plan.Steps.Cast<Step.Restart>().OrderBy(step => step.Id)];
    }

    private static Inventory Inventory(
        MembershipKind membership, (long Group, int Weight)[] servers, string version = "3.9.3") =>
        Given.Inventory(0, membership, version) with { Servers = [.. Servers(servers)] };

    private static World World((long, int)[] servers, MembershipKind membership = MembershipKind.Static)
    {
        var list = EnsembleConfiguration.Of(Servers(servers).Select(server => server.Line()));
        RunningConfig inForce = membership == MembershipKind.Dynamic
            ? new RunningConfig.Dynamic(list with { Version = 0x100000000 }, new("/etc/zookeeper/zoo.cfg.dynamic.100000000"))
            : new RunningConfig.Static(list);
        var leader = Servers(servers).Last(server => server.Weight > 0).Id;
        return new(Servers(servers).Select(server =>
            (server.Id == leader ? Given.Leads(leader, inForce) : Given.Follows(server.Id, inForce)) with { Server = server }));
    }

    private static IEnumerable<Server> Servers((long Group, int Weight)[] servers) => servers.Select((server, at) =>
        Given.Server(at + 1) with { Group = server.Group, Weight = server.Weight });
}
