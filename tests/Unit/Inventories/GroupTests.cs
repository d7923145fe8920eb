using Ensembles.Findings;
using Ensembles.Inventories;

namespace Unit.Inventories;

/// <summary>Groups and weights of a hierarchical quorum.</summary>
public sealed class GroupTests
{
    [Test]
    public void They_are_read_and_stand_in_the_servers_lines()
    {
        using var project = new Project();

        var inventory = project.ReadGood(With(
            "{ id: 1, host: a, group: 1 }", "{ id: 2, host: b, group: 1, weight: 2 }",
            "{ id: 3, host: c, group: 1, weight: 0 }", "{ id: 4, host: d, role: observer }"));

        Assert.That(inventory.Servers.Select(server => (server.Line().Group, server.Line().Weight)),
            Is.EqualTo(new (long?, int)[] { (1, 1), (1, 2), (1, 0), (null, 1) }));
        Assert.That(inventory.Servers[0].Line(global::ZooKeeper.Configuration.Role.Observer).Group, Is.Null);
    }

    [TestCase("no group", "{ id: 1, host: a, group: 1 }", "{ id: 2, host: b }", "{ id: 3, host: c, group: 1 }")]
    [TestCase("in a group only", "{ id: 1, host: a, weight: 2 }", "{ id: 2, host: b }", "{ id: 3, host: c }")]
    [TestCase("weights of 0 only", "{ id: 1, host: a, group: 1, weight: 0 }", "{ id: 2, host: b, group: 1, weight: 0 }")]
    [TestCase("an observer has no vote", "{ id: 1, host: a, group: 1 }", "{ id: 2, host: b, group: 1 }",
        "{ id: 3, host: c, group: 1, role: observer }")]
    [TestCase("out of range", "{ id: 1, host: a, group: 1, weight: -1 }", "{ id: 2, host: b, group: 1 }")]
    public void What_ZooKeeper_would_not_start_with_is_an_error(string why, params string[] servers)
    {
        using var project = new Project();

        Assert.That(
            project.Read(With(servers)).Faults.Where(fault => fault.Severity == FaultSeverity.Error)
                .Select(fault => fault.Message),
            Has.Some.Contains(why));
    }

    private static string With(params string[] servers) => $$"""
        ensemble: realtime
        release: { version: 3.9.3, archive: /dist/zookeeper.tar.gz }
        membership: static
        connection: { type: ssh, user: deploy }
        servers:
        {{string.Join('\n', servers.Select(server => "  - " + server))}}
        """;
}
