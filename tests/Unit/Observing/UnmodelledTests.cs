using System.Collections.Immutable;
using Ensembles.Inventories;
using Ensembles.Membership;
using Ensembles.Observing;
using Ensembles.Planning;
using Unit.Planning;

namespace Unit.Observing;

/// <summary>What decides over quorums in ways that no plan is proved for is named and ends planning.</summary>
public sealed class UnmodelledTests
{
    private const string Path = "/etc/zookeeper/zoo.cfg";
    private static readonly Inventory Inventory = Given.Inventory(3, MembershipKind.Static);

    [TestCase("group.1=1:2:9", "not known who is a quorum")]
    [TestCase("weight.3=0", "not known who is a quorum")]
    [TestCase("electionAlg=0", "election algorithms")]
    [TestCase("oraclePath=/run/oracle", "oracle")]
    [TestCase("server.2=10.0.0.2:2888:3888|10.1.0.2:2888:3888", "Several addresses")]
    public void A_line_that_the_model_does_not_know_is_named_with_its_server(string line, string why)
    {
        var found = Unmodelled.In(
            Given.Server(3), Files((Path, $"tickTime=2000\nelectionAlg=3\nserver.1=a:1:2\n{line}\n")), started: false, Given.Static(1, 2, 3),
            Inventory);

        Assert.That(found.Select(one => one.What), Is.EqualTo([$"zoo.cfg has {line}"]));
        var list = Given.Static(1, 2, 3);
        var plan = Planner.Make(Given.Inventory(3, MembershipKind.Static),
            [Given.Leads(1, list), Given.Follows(2, list), Given.Follows(3, list) with { Unmodelled = found }]);
        Assert.That(plan.Refusals.Single().Text, Does.StartWith($"Server 3: zoo.cfg has {line}.").And.Contain(why));
        Assert.That(plan.Steps, Is.Empty);
    }

    [Test]
    public void A_line_in_force_counts_though_the_file_has_lost_it()
    {
        var members = Given.List(1, 2, 3) with { Odd = [("group.1=1:2:3", "server 3 is in two groups")] };

        Assert.That(
            Unmodelled.In(Given.Server(1), Files((Path, "")), started: false, new RunningConfig.Static(members), Inventory).Single().What,
            Is.EqualTo("the configuration in force has group.1=1:2:3"));
        Assert.That(
            Unmodelled.In(Given.Server(1), Files(("/etc/zookeeper/started/zoo.cfg", "electionAlg=1\n"), (Path, "")),
                started: true, Given.Static(1, 2, 3), Inventory).Single().What,
            Is.EqualTo("zoo.cfg as it was started with has electionAlg=1"));
    }

    [Test]
    public void A_usual_file_has_nothing_of_the_kind() => Assert.That(
        Unmodelled.In(Given.Server(1), Files((Path, "server.1=10.0.0.1:2888:3888\nserver.2=10.0.0.2:2888:3888\ngroup.1=1:2\n")), started: false,
            Given.Static(1, 2, 3), Inventory),
        Is.Empty);

    /// <summary>Carried out on real servers: a reconfig ends the service of one participant for good.</summary>
    [TestCase("server.3=10.0.0.3:2888:3888:participant;2181", "call reconfig -add", 1, 2, 3)]
    [TestCase("server.3=10.0.0.3:2888:3888:participant;2181", "stop the server, write", 3)]
    public void A_list_that_ZooKeeper_keeps_says_where_each_server_is(string remedy, string way, params int[] members)
    {
        var list = (RunningConfig.Dynamic)Given.Dynamic(members);
        var everywhere = list with
        {
            Members = list.Members with
            {
                Servers = list.Members.Servers.SetItem(3, list.Members.Servers[3] with { Host = "0.0.0.0" }),
            },
        };
        var found = members.Select(id => Unmodelled.In(
            Given.Server(id), Files((Path, "")), started: false, everywhere, Given.Inventory(3, MembershipKind.Dynamic)))
            .ToList();
        var plan = Planner.Make(Given.Inventory(3, MembershipKind.Dynamic),
            [.. members.Zip(found, (id, lines) => Given.Leads(3, list) with { Server = Given.Server(id), Unmodelled = lines })]);

        Assert.That(plan.Refusals.Single().Text, Does.StartWith($"Server{(members.Length > 1 ? "s" : "")} {string.Join(", ", members)}: ")
            .And.Contain("server.3=0.0.0.0:2888:3888").And.Contain(remedy).And.Contain(way));
        Assert.That(
            Unmodelled.In(Given.Server(3), Files((Path, "")), started: false, new RunningConfig.Static(everywhere.Members), Inventory),
            Is.Empty, "a list of its own");
    }

    private static ImmutableDictionary<string, string> Files(params (string Path, string Text)[] files) =>
        files.ToImmutableDictionary(file => file.Path, file => file.Text);
}
