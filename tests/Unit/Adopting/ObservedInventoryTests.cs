using Ensembles.Adopting;
using Ensembles.Inventories;
using Ensembles.Membership;
using Ensembles.Observing;
using Unit.Inventories;
using Unit.Observing;
using ZooKeeper.Configuration;
using ZooKeeper.Status;

namespace Unit.Adopting;

/// <summary>What is noted as the inventory of before of an ensemble that the suite changes for the first time.</summary>
public sealed class ObservedInventoryTests
{
    private const string Text = """
        ensemble: realtime
        release: { version: 3.9.3 }
        membership: static
        connection: { type: local }
        settings: { tickTime: 2000, syncLimit: 9, maxSessionTimeout: 90000, autopurge: { snapRetainCount: 7 } }
        java: { heap: 1g }
        servers:
          - { id: 1, host: 127.0.0.1, ports: { client: 2181, quorum: 2888, election: 3888, admin: 8081 } }
          - { id: 2, host: 127.0.0.1, ports: { client: 2182, quorum: 2889, election: 3889, admin: 8082 } }
          - { id: 3, host: 127.0.0.1, ports: { client: 2183, quorum: 2890, election: 3890, admin: 8083 } }
          - { id: 4, host: 127.0.0.1, ports: { client: 2184, quorum: 2891, election: 3891, admin: 8084 } }
        """;

    [Test]
    public void Settings_and_servers_are_those_that_the_servers_show()
    {
        var before = Observed(
            new("zoo.cfg", "syncLimit", "5", "9"), new("zoo.cfg", "maxSessionTimeout", null, "90000"),
            new("zoo.cfg", "tickTime", null, "2000"), new("zoo.cfg", "autopurge.snapRetainCount", "3", "7"),
            new("zoo.cfg", "globalOutstandingLimit", "500", null), new("zoo.cfg", "db.autocreate", null, "false"));

        Assert.That(before.Reason, Is.Null);
        using var project = new Project();
        var read = project.ReadGood(before.Text!);
        Assert.That(read.Servers.Select(server => server.Id), Is.EqualTo([1, 2, 3]));
        Assert.That(read.Settings.Values.GetValueOrDefault("syncLimit"), Is.EqualTo("5"));
        Assert.That(read.Settings.Values, Does.Not.ContainKey("maxSessionTimeout"));
        Assert.That(read.Settings.TickTime, Is.EqualTo(3000), "ZooKeeper's own default, which is not the suite's");
        Assert.That(read.Settings.Values.GetValueOrDefault("autopurge.snapRetainCount"), Is.EqualTo("3"));
        Assert.That(read.Settings.Values.GetValueOrDefault("globalOutstandingLimit"), Is.EqualTo("500"));
    }

    [Test]
    public void Where_nothing_but_what_the_suite_adds_differs_there_is_nothing_to_note() =>
        Assert.That(Of([.. Members(new FileDifference("zoo.cfg", "db.autocreate", null, "false"))], Text.Replace("\n  - { id: 4", "\n  # - { id: 4", StringComparison.Ordinal)),
            Is.EqualTo(new ObservedInventory(null, null)));

    [TestCase("zoo.cfg", "ssl.keyStore.password", "***", "***", "server 1 gets another ssl.keyStore.password, which is a secret")]
    [TestCase("java.env", null, null, null, "server 1 gets another java.env")]
    [TestCase("zoo.cfg", "clientPort", "2181", "2191", "clientPort changes, which no key of settings says")]
    [TestCase("zoo.cfg", "sslQuorum", null, "true", "sslQuorum changes, which no key of settings says")]
    [TestCase("zoo.cfg", "syncLimit", "many", "9", "syncLimit is many, which no inventory says: the suite does not write this value")]
    public void What_cannot_be_said_in_full_is_told(string file, string? key, string? now, string? wanted, string reason) =>
        Assert.That(Observed(new FileDifference(file, key, now, wanted)), Is.EqualTo(new ObservedInventory(null, reason)));

    [Test]
    public void Servers_that_differ_or_do_not_serve_are_told()
    {
        FileDifference limit = new("zoo.cfg", "syncLimit", "5", "9");
        var servers = Members(limit);
        Assert.That(Of([servers[0], servers[1] with { Differences = [] }, servers[2]]).Reason, Is.EqualTo("syncLimit is not the same for all servers"));
        Assert.That(Of([servers[0], servers[1] with { Status = null }, servers[2]]).Reason, Is.EqualTo("server 2 does not serve"));
        Assert.That(Of([servers[0] with { Differences = [new("zoo.cfg", null, null, null) { IsUnread = true }] }, servers[1], servers[2]]).Reason,
            Is.EqualTo("server 1 has not read its zoo.cfg"));
        Assert.That(Of([servers[0], servers[1]]).Reason, Does.Contain("has another list of members"));
    }

    private static ObservedInventory Observed(params FileDifference[] differences) => Of(Members(differences));

    private static ObservedInventory Of(ServerObservation[] servers, string text = Text)
    {
        using var project = new Project();
        return ObservedInventory.Of(new([.. servers]), project.ReadGood(text), text);
    }

    /// <summary>Three of the four are there, with a list of the three.</summary>
    private static ServerObservation[] Members(params FileDifference[] differences)
    {
        using var project = new Project();
        var wanted = project.ReadGood(Text);
        var list = new RunningConfig.Static(EnsembleConfiguration.Of(wanted.Servers.Take(3).Select(server => server.Line())));
        return [.. wanted.Servers.Take(3).Select(server => Seen.Server(new()
        {
            Server = server, Running = true, HasData = true, Outdated = true, RunningConfig = list,
            Mode = server.Id == 1 ? ServerMode.Leader : ServerMode.Follower,
        }) with { Differences = [.. differences] })];
    }
}
