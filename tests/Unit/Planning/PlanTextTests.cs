using Ensembles.Inventories;
using Ensembles.Membership;
using Ensembles.Planning;
using Spectre.Console.Testing;
using Suite.Reports;

namespace Unit.Planning;

/// <summary>
/// What an operator reads before anything is done: the steps, why each stands where it stands, and the proof.
/// </summary>
public sealed class PlanTextTests
{
    [Test]
    public void One_to_three_by_restarts() => Reads(
        MembershipKind.Static, [Given.Alone(), Given.Empty(2), Given.Empty(3)], """
            Plan by rolling: membership is static: so few empty servers wait that they cannot elect a leader alone, while
            the old one restarts once; the others follow
              1. start server 2    empty, in a list of 3 (1, 2, 3), it can only wait: a leader needs 2 votes,
                                   which empty servers alone do not have before server 1, with the data, is one
                                   of them
              2. restart server 1  it alone holds the data, so it wins the election against the empty joiner by
                                   its newer zxid
              3. start server 3    servers 1, 2 already serve as a majority of 3 with the data; it can only
                                   follow them
              proved safe: 13 states, each with any one further server crashed, restarted or cut off
            """);

    [Test]
    public void One_to_three_by_reconfig() => Reads(
        MembershipKind.Dynamic, [Given.Alone(), Given.Empty(2), Given.Empty(3)], """
            Plan by reconfig: membership is dynamic: one restart makes server 1 a quorum of one; then joiners
            follow without a vote, and one reconfig makes them participants
              1. restart server 1            once, as a quorum of one: its data are the only quorum that can
                                             exist, so no empty server can ever outvote it; the only stop of
                                             this expansion
              2. start server 2              its own list names it an observer: it copies the data and cannot
                                             vote, so it cannot harm
              3. start server 3              its own list names it an observer: it copies the data and cannot
                                             vote, so it cannot harm
              4. reconfig: add servers 2, 3  all joiners hold the data; both the old and the new majority must
                                             acknowledge it, so no window opens
              proved safe: 33 states, each with any one further server crashed, restarted or cut off
            """);

    [Test]
    public void Three_to_five_by_restarts()
    {
        var old = Given.Static(1, 2, 3);
        Reads(MembershipKind.Static,
            [Given.Leads(1, old), Given.Follows(2, old), Given.Follows(3, old), Given.Empty(4), Given.Empty(5)], """
            Plan by rolling: membership is static: so few joiners run at first that old and new list never have
            a majority of their own at the same time; each member restarts with the longer list, the leader last
              1. start server 4    it follows and copies the data before any member counts on it
              2. restart server 2  then 2 of 5 run with the new list 1, 2, 3, 4, 5 and 2 of 3 with the old list
                                   1, 2, 3: never a majority of both
              3. restart server 3  then 3 of 5 run with the new list 1, 2, 3, 4, 5 and 1 of 3 with the old list
                                   1, 2, 3: never a majority of both
              4. restart server 1  the leader last: one election, when every other server has the new list
              5. start server 5    servers 1, 2, 3, 4 already serve as a majority of 5 with the data; it can
                                   only follow them
              proved safe: 51 states, each with any one further server crashed, restarted or cut off
            """);
    }

    [Test]
    public void Three_to_five_by_reconfig()
    {
        var old = Given.Dynamic(1, 2, 3);
        Reads(MembershipKind.Dynamic,
            [Given.Leads(1, old), Given.Follows(2, old), Given.Follows(3, old), Given.Empty(4), Given.Empty(5)], """
            Plan by reconfig: membership is dynamic: joiners follow without a vote, one reconfig makes them
            participants; no election, no failed operation
              1. start server 4              its own list names it an observer: it copies the data and cannot
                                             vote, so it cannot harm
              2. start server 5              its own list names it an observer: it copies the data and cannot
                                             vote, so it cannot harm
              3. reconfig: add servers 4, 5  all joiners hold the data; both the old and the new majority must
                                             acknowledge it, so no window opens
              proved safe: 63 states, each with any one further server crashed, restarted or cut off
            """);
    }

    private static void Reads(MembershipKind membership, ServerState[] servers, string text)
    {
        using var console = new TestConsole();
        console.Profile.Width = 100;
        new ConsoleReporter(console, TimeProvider.System)
            .Show(Planner.Make(Given.Inventory(servers.Length, membership), servers));
        Assert.That(Words(console.Output), Is.EqualTo(Words(text)));
    }

    /// <summary>Without the layout, which is the console's matter.</summary>
    private static string Words(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
