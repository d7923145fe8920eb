using CsCheck;
using ZooKeeper.Configuration;

namespace Unit.ZooKeeper.Configuration;

public sealed class EnsembleConfigurationTests
{
    private const string Node =
        """
        server.1=127.0.0.1:26061:26161:participant;127.0.0.1:25961
        server.2=127.0.0.1:26062:26162:participant;127.0.0.1:25962
        server.4=127.0.0.1:26064:26164:observer;127.0.0.1:25964
        version=10000271b
        """;

    [Test]
    public void The_configuration_node_is_read_with_its_version_in_hexadecimal()
    {
        var configuration = EnsembleConfiguration.Parse(Node);

        Assert.That(configuration.Version, Is.EqualTo(0x10000271b));
        Assert.That(configuration.Servers.Keys, Is.EqualTo(new[] { 1L, 2, 4 }));
        Assert.That(configuration.Participants.Select(server => server.Id), Is.EqualTo(new[] { 1L, 2 }));
        Assert.That(configuration.Observers.Select(server => server.Id), Is.EqualTo(new[] { 4L }));
        Assert.That(configuration.ToString(), Is.EqualTo(Node));
    }

    [Test]
    public void A_zoo_cfg_gives_its_server_lines_and_nothing_else()
    {
        var configuration = EnsembleConfiguration.Parse(
            """
            # server.9=old:1:2
            ! server.8=old:1:2
            tickTime=2000
            dataDir=/var/lib/zookeeper

            server.2 = zoo2:2888:3888
            server.1=zoo1:2888:3888
            server.2=zoo2b:2888:3888:observer
            """);

        Assert.That(configuration, Is.EqualTo(EnsembleConfiguration.Of(
            [new(1, "zoo1", 2888, 3888), new(2, "zoo2b", 2888, 3888, Role.Observer)])));
        Assert.That(configuration.Version, Is.Null);
    }

    [Test]
    public void Groups_and_weights_are_kept_and_make_a_difference()
    {
        var plain = EnsembleConfiguration.Parse("server.1=a:1:2\nserver.2=b:1:2");

        var weighted = EnsembleConfiguration.Parse("group.1=1:2\nserver.1=a:1:2\nserver.2=b:1:2\nweight.1=3");

        Assert.That(weighted.Servers.Values.Select(server => (server.Group, server.Weight)),
            Is.EqualTo(new (long?, int)[] { (1, 3), (1, 1) }));
        Assert.That(weighted.Odd, Is.Empty);
        Assert.That(weighted, Is.Not.EqualTo(plain));
        Assert.That(weighted.SameMembership(plain), Is.False);
        Assert.That(EnsembleConfiguration.Parse(weighted.ToString()), Is.EqualTo(weighted));
    }

    [TestCase("group.1=1:2:9", "group.1=1:2:9", "names server 9")]
    [TestCase("group.1=1:2\ngroup.2=2:1", "group.2=2:1", "two groups")]
    [TestCase("group.1=1", "group.1=1", "server 2 is in no group")]
    [TestCase("weight.1=2", "weight.1=2", "in no group")]
    [TestCase("group.1=1:2\nweight.1=-1", "weight.1=-1", "no number")]
    [TestCase("group.x=1:2", "group.x=1:2", "no number")]
    public void Groups_and_weights_that_no_list_can_say_are_named(string lines, string line, string why)
    {
        var odd = EnsembleConfiguration.Parse("server.1=a:1:2\nserver.2=b:1:2\n" + lines).Odd;

        Assert.That(odd.Select(one => one.Line), Does.Contain(line));
        Assert.That(odd.First(one => one.Line == line).Why, Does.Contain(why));
    }

    [Test]
    public void An_observer_has_no_group_and_no_weight() => Assert.That(
        EnsembleConfiguration.Parse("group.1=1:2\nserver.1=a:1:2\nserver.2=b:1:2\nserver.3=c:1:2:observer").Servers[3],
        Is.EqualTo(new ServerLine(3, "c", 1, 2, Role.Observer)));

    [TestCase("version=0x10", "hexadecimal")]
    [TestCase("version=", "hexadecimal")]
    [TestCase("server.a=h:1:2", "id is a number")]
    [TestCase("server.1=h:1", "server.1=h:1")]
    public void A_malformed_line_is_named(string text, string reason)
    {
        Assert.That(
            () => EnsembleConfiguration.Parse(text), Throws.TypeOf<FormatException>().With.Message.Contains(reason));
        Assert.That(EnsembleConfiguration.TryParse(text, out _), Is.False);
    }

    [Test]
    public void No_text_is_no_servers() =>
        Assert.That(EnsembleConfiguration.Parse("").Servers, Is.Empty);

    [Test]
    public void What_is_written_is_read_and_equal_by_content() => Gens.Configuration.Sample(configuration =>
    {
        var read = EnsembleConfiguration.Parse(configuration.ToString());

        Assert.That(read, Is.EqualTo(configuration));
        Assert.That(read.GetHashCode(), Is.EqualTo(configuration.GetHashCode()));
        Assert.That(read.SameMembership(configuration with { Version = 7 }), Is.True);
    });

    [Test]
    public void Another_version_or_server_makes_another_configuration()
    {
        var configuration = EnsembleConfiguration.Parse(Node);
        var fewer = configuration with { Servers = configuration.Servers.Remove(4) };

        Assert.That(configuration with { Version = 1 }, Is.Not.EqualTo(configuration));
        Assert.That(fewer, Is.Not.EqualTo(configuration));
        Assert.That(fewer.SameMembership(configuration), Is.False);
    }

    [Test]
    public void Random_text_is_a_configuration_or_a_format_error() =>
        Gen.String[Gen.Char["server.12=:;|[]#version \nabgroupwht"], 0, 80].Sample(text =>
        {
            if (EnsembleConfiguration.TryParse(text, out var configuration))
            {
                Assert.That(EnsembleConfiguration.Parse(configuration.ToString()), Is.EqualTo(configuration));
            }
        });
}
