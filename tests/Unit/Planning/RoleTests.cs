using Ensembles.Findings;
using Ensembles.Inventories;
using Ensembles.Membership;
using Ensembles.Planning;
using Ensembles.Planning.QuorumModel;
using Unit.Planning.Model;
using ZooKeeper.Configuration;

namespace Unit.Planning;

/// <summary>Observers become participants and participants observers, as steps that are planned and proved.</summary>
public sealed class RoleTests
{
    [TestCase("3.9.3", 1)]
    [TestCase("3.9.3", 3)]
    [TestCase("3.4.13", 1)]
    [TestCase("3.4.13", 3)]
    public void A_static_observer_gets_its_vote_before_anybody_else_restarts(string version, int leader)
    {
        var steps = Finished(MembershipKind.Static, version, leader, "ppo", "ppp");

        Assert.That(steps.OfType<Step.Restart>().First().Id, Is.EqualTo(3));
        Assert.That(steps, Has.Count.EqualTo(3));
    }

    [TestCase("3.9.3", 1)]
    [TestCase("3.9.3", 4)]
    [TestCase("3.4.13", 1)]
    [TestCase("3.4.13", 4)]
    public void A_static_participant_gives_its_vote_up_also_while_it_leads(string version, int leader)
    {
        var steps = Finished(MembershipKind.Static, version, leader, "pppp", "pppo");

        Assert.That(steps.OfType<Step.Restart>().First().Id, Is.EqualTo(4));
        Assert.That(steps, Has.Count.EqualTo(4));
    }

    [TestCase("ppppp", "pppoo")]
    [TestCase("pppoo", "ppppp")]
    [TestCase("pppo", "ppop")]
    [TestCase("ppp", "pppo")]
    [TestCase("pppo", "pppp")]
    public void Static_roles_change_in_any_number(string before, string after)
    {
        for (var leader = 1; leader <= 3; leader++)
        {
            Finished(MembershipKind.Static, "3.9.3", leader, before, after);
        }
    }

    [TestCase("ppppp", "pppoo")]
    [TestCase("pppoo", "ppppp")]
    [TestCase("pppo", "ppop")]
    [TestCase("ppo", "ppp")]
    public void Dynamic_roles_change_by_one_reconfig(string before, string after)
    {
        for (var leader = 1; leader <= 2; leader++)
        {
            var change = Finished(MembershipKind.Dynamic, "3.9.3", leader, before, after).Cast<Step.Reconfigure>();

            Assert.That(change.Single().Changed.Select(line => line.Role),
                Is.EqualTo(change.Single().Changed.Select(line => RoleOf(after[(int)line.Id - 1]))));
        }
    }

    [Test]
    public void Another_release_and_another_role_do_not_go_together()
    {
        var plan = Planner.Make(
            Inventory(MembershipKind.Static, "3.9.3", "pppo"), World(MembershipKind.Static, 1, "pppp")
                .States(Inventory(MembershipKind.Static, "3.9.3", "pppo")), [], new() { Intent = Intent.Upgrade });

        Assert.That(plan.Refusals.Codes(), Has.Some.EqualTo(RefusalCodes.ChangesNoRole));
    }

    /// <summary>
    /// An observer among larger ids is called back by them, since their lists have it: with 3.4 the larger id dials, whom
    /// it lists with a vote or without (QuorumCnxManager).
    /// </summary>
    [TestCase("3.4.13", "popp", 2)]
    [TestCase("3.4.13", "popp", 1)]
    [TestCase("3.4.13", "oppp", 1)]
    [TestCase("3.9.6", "popp", 2)]
    public void An_observer_or_a_member_beside_one_that_is_down_is_started(string version, string roles, int down)
    {
        var inventory = Inventory(MembershipKind.Static, version, roles);
        var states = World(MembershipKind.Static, 3, roles).States(inventory)
            .Select(server => server.Id == down ? server.Down() : server).ToList();

        foreach (var intent in new[] { Intent.Expand, Intent.Restart })
        {
            var plan = Planner.Make(inventory, states, [], new() { Intent = intent });
            Assert.That(plan.Refusals, Is.Empty, $"{intent}");
            Assert.That(plan.Steps.OfType<Step.Start>().Select(step => step.Id), Is.EqualTo(new[] { down }), $"{intent}");
        }
    }

    private static List<Step> Finished(
        MembershipKind membership, string version, int leader, string before, string after)
    {
        var (world, inventory) = (World(membership, leader, before), Inventory(membership, version, after));
        var plan = world.Plan(inventory);
        var story = $"{before} to {after}, {leader} leads: {string.Join(", ", plan.Lines())}";
        Assert.That(plan.Refusals, Is.Empty, story);
        Assert.That(plan.Verdict, Is.InstanceOf<Verdict.Safe>(), story);
        Exhaustion.Check(inventory, world, plan, story);
        var steps = world.InOrder(plan).ToList();
        for (var killed = 1; killed < steps.Count; killed++)
        {
            var interrupted = world.Copy();
            steps[..killed].ForEach(step => interrupted.Take(step));
            var rest = interrupted.Plan(inventory);
            Assert.That(rest.Refusals, Is.Empty, $"{story}; killed after step {killed}");
            foreach (var step in interrupted.InOrder(rest))
            {
                interrupted.Take(step);
            }

            Assert.That(interrupted.Plan(inventory).Steps, Is.Empty, $"{story}; killed after step {killed}");
        }

        steps.ForEach(step => world.Take(step));
        Assert.That(world.Plan(inventory).Steps, Is.Empty, $"{story}; the second run has nothing to do");
        return steps;
    }

    private static Inventory Inventory(MembershipKind membership, string version, string roles) =>
        Given.Inventory(0, membership, version) with { Servers = [.. Servers(roles)] };

    private static World World(MembershipKind membership, int leader, string roles)
    {
        var list = EnsembleConfiguration.Of(Servers(roles).Select(server => server.Line()));
        RunningConfig inForce = membership == MembershipKind.Dynamic
            ? new RunningConfig.Dynamic(list with { Version = 0x100000000 }, new("/etc/zookeeper/zoo.cfg.dynamic.100000000"))
            : new RunningConfig.Static(list);
        return new(Servers(roles).Select(server => (server.Id == leader && server.Role == Role.Participant
            ? Given.Leads(server.Id, inForce) : Given.Follows(server.Id, inForce)) with { Server = server }));
    }

    private static IEnumerable<Server> Servers(string roles) =>
        roles.Select((role, at) => Given.Server(at + 1) with { Role = RoleOf(role) });

    private static Role RoleOf(char role) => role == 'o' ? Role.Observer : Role.Participant;
}
