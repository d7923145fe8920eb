using Ensembles.Inventories;
using Ensembles.Planning;

namespace Unit.Planning.Model;

/// <summary>
/// The planner's orders are made by rules; a search through all orders finds none that stops fewer servers.
/// </summary>
public sealed class ShortestTests
{
    [TestCase(1, 2)]
    [TestCase(1, 3)]
    [TestCase(2, 1)]
    [TestCase(2, 3)]
    [TestCase(2, 4)]
    [TestCase(2, 5)]
    [TestCase(3, 4)]
    [TestCase(3, 5)]
    [TestCase(3, 6)]
    [TestCase(4, 5)]
    [TestCase(4, 6)]
    [TestCase(4, 3)]
    [TestCase(5, 3)]
    [TestCase(5, 4)]
    public void No_safe_order_stops_fewer_servers(int members, int wanted) => Compare(members, wanted, more: 0);

    /// <summary>
    /// The cheapest order lets servers that stay keep a list of which half are gone by then: with that they could not
    /// come back after a crash. A plan gives every list to all that stay.
    /// </summary>
    [TestCase(6, 4)]
    public void A_server_that_stays_skips_no_list(int members, int wanted) => Compare(members, wanted, more: 1);

    private static void Compare(int members, int wanted, int more)
    {
        var all = Hand.Members(members, Math.Max(members, wanted));
        var plan = Planner.Make(
            Given.Inventory(wanted, MembershipKind.Static), all[..wanted], [.. all[wanted..]], new());
        var search = new Search(members, wanted);
        var found = search.Cheapest();
        TestContext.Out.WriteLine($"{string.Join(", ", plan.Lines())}; a search finds {found}");
        Assert.That(search.Stops(plan), Is.EqualTo(found!.Value.Stops + more));
    }
}
