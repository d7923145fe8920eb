using Ensembles.Inventories;
using Ensembles.Membership;
using Ensembles.Planning;
using Ensembles.Planning.QuorumModel;

namespace Unit.Planning.Model;

/// <summary>The interleavings that were found on real servers follow from the rules of election and commit.</summary>
public sealed class ArticleTests
{
    [TestCase("3.4.13")]
    [TestCase("3.9.3")]
    public void One_to_three_with_the_new_servers_first_loses_everything(string version) => Assert.That(
        Hand.Check(version, Hand.Members(1, 3), Hand.Start(2, 3, initialize: true), Hand.Start(3, 3, initialize: true),
            Hand.Restart(1, 3)).CounterExample(),
        Does.Contain("In step 2 (start server 3)")
            .And.Contains("servers 2 and 3, both empty, are 2 of 3 and elect a leader"));

    [Test]
    public void The_guard_of_empty_servers_keeps_the_naive_order_from_loss() => Assert.That(
        Hand.Check("3.9.3", Hand.Members(1, 3), Hand.Start(2, 3), Hand.Start(3, 3)), Is.TypeOf<Verdict.Safe>());

    [Test]
    public void With_the_guard_the_naive_order_never_serves_again() => Assert.That(
        Hand.Check("3.9.3", Hand.Members(1, 3), Hand.Start(2, 3), Hand.Start(3, 3), Hand.Restart(1, 3, Gate.Serves))
            .CounterExample(),
        Does.Contain("server 1 can never serve"));

    [TestCase("3.4.13")]
    [TestCase("3.9.3")]
    public void One_to_three_beside_exactly_one_empty_server_is_safe(string version) => Assert.That(
        Hand.Check(version, Hand.Members(1, 3), Hand.Start(2, 3, initialize: true), Hand.Restart(1, 3, Gate.Serves),
            Hand.Start(3, 3, Gate.Serves)),
        Is.TypeOf<Verdict.Safe>());

    [Test]
    public void One_to_three_with_the_third_before_the_second_has_copied_loses_everything() => Assert.That(
        Hand.Check("3.4.13", Hand.Members(1, 3), Hand.Start(2, 3), Hand.Restart(1, 3), Hand.Start(3, 3))
            .CounterExample(),
        Does.Contain("servers 2 and 3, both empty"));

    [TestCase("3.4.13")]
    [TestCase("3.9.3")]
    public void One_to_five_with_the_new_servers_first_loses_everything(string version) => Assert.That(
        Hand.Check(version, Hand.Members(1, 5),
            [.. Enumerable.Range(2, 4).Select(id => Hand.Start(id, 5, initialize: true)), Hand.Restart(1, 5)])
            .CounterExample(),
        Does.Contain("In step 3 (start server 4)").And.Contains("servers 2, 3 and 4, all empty, are 3 of 5"));

    [Test]
    public void Three_to_five_in_one_list_opens_two_leaders_while_the_joiners_wait() => Assert.That(
        Hand.Check("3.4.13", Hand.Members(3, 5), Hand.Start(4, 5), Hand.Start(5, 5), Hand.Restart(1, 5))
            .CounterExample(),
        Does.Contain("In step 3 (restart server 1), once the files of server 1 are written: should server 1 restart"));

    [Test]
    public void Three_to_five_in_one_list_is_unsafe_even_when_both_joiners_follow()
    {
        var story = Hand.Check("3.9.3", Hand.Members(3, 5),
            Hand.Start(4, 5, Gate.Serves), Hand.Start(5, 5, Gate.Serves), Hand.Restart(1, 5, Gate.Serves))
            .CounterExample();
        Assert.That(story, Does.Contain("In step 3 (restart server 1)").And.Contains("should server 1 restart"));
    }

    [Test]
    public void Both_windows_of_three_to_five_are_found()
    {
        var start = InitialState.Of(Given.Inventory(5, MembershipKind.Static), Hand.Members(3, 5));
        var five = new VotingView(0b11111);
        var jumped = start.WithServer(1, server => server with { RunningView = five, OnDiskView = five });
        foreach (var id in (int[])[4, 5])
        {
            jumped = jumped.WithServer(id, server => server with
            {
                Running = true, RunningView = five, OnDiskView = five, Data = DataOrigin.Ours,
            });
        }

        Assert.That(Hazard.In(jumped), Is.TypeOf<Hazard.Loss>(), "a write of 2 and 3 is unknown to 1, 4 and 5");
        Assert.That(Hazard.In(jumped with { Writes = [] }), Is.EqualTo(new Hazard.Split(0b00110, 0b11001)));
    }

    [TestCase("3.4.13")]
    [TestCase("3.9.3")]
    public void Three_to_five_by_way_of_four_is_safe(string version) => Assert.That(
        Hand.Check(version, Hand.Members(3, 5), [
            Hand.Start(4, 4, Gate.Serves), .. Roll(4, 1, 2, 3), Hand.Start(5, 5, Gate.Serves), .. Roll(5, 1, 2, 4, 3)]),
        Is.TypeOf<Verdict.Safe>());

    [Test]
    public void Three_to_four_with_the_members_first_comes_to_a_stand() => Assert.That(
        Hand.Check("3.9.3", Hand.Members(3, 4), Hand.Restart(1, 4, Gate.Serves)).CounterExample(),
        Does.Contain("server 1 can never serve"));

    [Test]
    public void Four_to_five_with_the_members_first_is_safe() => Assert.That(
        Hand.Check("3.9.3", Hand.Members(4, 5), [.. Roll(5, 1, 2, 3, 4), Hand.Start(5, 5, Gate.Serves)]),
        Is.TypeOf<Verdict.Safe>());

    [Test]
    public void A_joiner_with_newer_data_of_another_life_takes_the_ensemble_over()
    {
        var servers = Hand.Members(3, 4);
        servers[3] = servers[3] with { HasData = true };
        Assert.That(
            Hand.Check("3.9.3", servers, [Hand.Start(4, 4), .. Roll(4, 1, 2, 3)]).CounterExample(),
            Does.Contain("elect server 4, whose data are from a different ensemble"));
    }

    [Test]
    public void Releases_3_4_have_a_hole_that_later_ones_have_not()
    {
        Step[] steps = [Hand.Start(4, 4, Gate.Serves), .. Roll(4, 1, 2, 3)];
        Assert.That(((Verdict.Safe)Hand.Check("3.4.13", Hand.Members(3, 4), steps)).Hole,
            Does.Contain("are 2 of 3 and elect a leader without a write"));
        Assert.That(((Verdict.Safe)Hand.Check("3.5.10", Hand.Members(3, 4), steps)).Hole, Is.Null);
    }

    [Test]
    public void A_member_whose_disk_was_replaced_may_come_back_while_the_others_serve() => Assert.That(
        Hand.Check("3.4.13",
            [.. Hand.Members(2, 2).Select(Listed), Given.Empty(3) with { RunningConfig = Given.Static(1, 2, 3) }],
            Hand.Start(3, 3, Gate.Serves)),
        Is.TypeOf<Verdict.Safe>());

    [TestCase("3.4.13", true)]
    [TestCase("3.9.3", false)]
    public void A_member_whose_disk_was_replaced_must_not_vote_with_a_lone_survivor(string version, bool loses)
    {
        var list = Given.Static(1, 2, 3);
        var verdict = Hand.Check(version, [
            Given.Follows(1, list).Down(), Given.Follows(2, list).Down(), Given.Empty(3) with { RunningConfig = list }],
            Hand.Start(2, 3), Hand.Start(3, 3));
        Assert.That(verdict is Verdict.Unsafe, Is.EqualTo(loses), verdict.ToString());
    }

    private static ServerState Listed(ServerState server) => server with { RunningConfig = Given.Static(1, 2, 3) };

    private static IEnumerable<Step> Roll(int list, params int[] ids) =>
        ids.Select(id => Hand.Restart(id, list, Gate.Serves));
}
