using Ensembles.Adopting;
using Ensembles.Inventories;
using Ensembles.Observing.Found;
using Ensembles.Observing.Processes;
using Unit.Inventories;
using ZooKeeper.Configuration;

namespace Unit.Adopting;

/// <summary>From what was found on hosts to an inventory that means just this.</summary>
public sealed class AdoptionTests
{
    [Test]
    public void The_inventory_says_what_runs()
    {
        var inventory = Read(Finds.Adopt(Finds.Member(1), Finds.Member(2), Finds.Member(3)));

        Assert.Multiple(() =>
        {
            Assert.That(inventory.Release.Version, Is.EqualTo(new Version(3, 9, 3)));
            Assert.That(inventory.Membership, Is.EqualTo(MembershipKind.Static));
            Assert.That(inventory.User, Is.EqualTo("zookeeper"));
            Assert.That(inventory.Java.Heap, Is.EqualTo("1000m"));
            Assert.That(inventory.Java.Flags, Is.EqualTo(["-XX:+UseG1GC"]));
            Assert.That(inventory.Service, Is.EqualTo(new ServiceSpec.Systemd()), "of further servers");
            Assert.That(inventory.Servers.Select(server => $"{server.Line()}"), Is.EqualTo(
            [
                "server.1=zk1:2888:3888:participant;2181", "server.2=zk2:2888:3888:participant;2181",
                "server.3=zk3:2888:3888:participant;2181",
            ]));
            Assert.That(inventory.Servers.Select(server => server.Service),
                Is.All.EqualTo(new ServiceSpec.Unit("zk.service")));
            Assert.That(inventory.Servers.Select(server => server.Paths), Is.All.EqualTo(
                new ServerPaths("/opt/zk/conf", "/var/lib/zookeeper", "/var/lib/zookeeper", "/var/log/zookeeper")));
            Assert.That(inventory.Servers.Select(server => server.ReleaseFolder), Is.All.EqualTo("/opt/zk"));
        });
    }

    [Test]
    public void Groups_and_weights_are_taken_over()
    {
        const string Lines = "group.1=1:2:3\nweight.3=0";
        var inventory = Read(Finds.Adopt(Finds.Member(1, Lines), Finds.Member(2, Lines), Finds.Member(3, Lines)));

        Assert.That(inventory.Servers.Select(server => (server.Group, server.Weight)),
            Is.EqualTo(new (long?, int)[] { (1, 1), (1, 1), (1, 0) }));
    }

    [Test]
    public void What_ZooKeeper_does_without_a_key_is_written()
    {
        var inventory = Read(Finds.Adopt(Finds.Alone("dataDir=/var/lib/zookeeper\nclientPort=2181")));

        Assert.That(inventory.Settings.TickTime, Is.EqualTo(3000), "the suite's own default is another");
        Assert.That(inventory.Settings.Values["autopurge.purgeInterval"], Is.EqualTo("0"), "nothing is purged");
        Assert.That(inventory.Servers.Single().Id, Is.EqualTo(1));
    }

    [TestCase("db.autocreate=true", "db.autocreate=true")]
    [TestCase("admin.serverAddress=0.0.0.0", "admin.serverAddress=0.0.0.0")]
    [TestCase("group.1=1:2:3:9", "group.1=1:2:3:9")]
    [TestCase("snapCount=1", "snapCount=1")]
    public void What_the_inventory_cannot_say_is_named(string line, string named)
    {
        var adoption = Finds.Adopt(Finds.Member(1, line), Finds.Member(2, line), Finds.Member(3, line));

        Assert.That(adoption.Notes, Has.Some.Contains(named));
        Assert.That(InventoryText.Of(adoption), Does.Contain(named), "in the file too");
        Read(adoption);
    }

    [Test]
    public void Providers_of_authentication_are_taken_over()
    {
        const string Line = "authProvider.sasl=org.apache.zookeeper.server.auth.SASLAuthenticationProvider";

        var inventory = Read(Finds.Adopt(Finds.Member(1, Line), Finds.Member(2, Line), Finds.Member(3, Line)));

        Assert.That(inventory.Settings.Values["authProvider.sasl"],
            Is.EqualTo("org.apache.zookeeper.server.auth.SASLAuthenticationProvider"));
    }

    [Test]
    public void Keys_of_plug_ins_are_taken_over_and_named()
    {
        var adoption = Finds.Adopt(Finds.Alone("my.plugin.key=a value\nclientPort=2181"));

        Assert.That(Read(adoption).Settings.Values["my.plugin.key"], Is.EqualTo("a value"));
        Assert.That(adoption.Notes, Has.Some.StartsWith("my.plugin.key is a key that the suite does not know"));
    }

    [Test]
    public void Secrets_are_variables()
    {
        const string Lines = "ssl.keyStore.password=hunter2\nDigestAuthenticationProvider.superDigest=super:hunter3=";
        var server = Finds.Member(1, Lines).With(process => process with
        {
            Arguments = ["java", "-Dzookeeper.ssl.trustStore.password=hunter4", "x.QuorumPeerMain", "zoo.cfg"],
            Environment = process.Environment.Add("JVMFLAGS", "-Dpassword=hunter5"),
            Keeper = Keeper.None,
        });

        var text = InventoryText.Of(Finds.Adopt(server));

        Assert.That(text, Does.Not.Contain("hunter"));
        Assert.That(text, Does.Contain("\"${ZOOKEEPER_SSL_KEYSTORE_PASSWORD}\"")
            .And.Contain("-Dzookeeper.ssl.trustStore.password=${ZOOKEEPER_SSL_TRUSTSTORE_PASSWORD}"));
    }

    [Test]
    public void A_member_that_no_host_was_given_for_is_said() => Assert.That(
        Finds.Adopt(Finds.Member(1), Finds.Member(2)).Notes,
        Has.Some.StartsWith("server 3 (zk3) is a member too").And.Some.Contains("--hosts"));

    [Test]
    public void A_server_that_names_itself_everywhere_has_the_name_that_the_others_know()
    {
        var first = Finds.Member(1);
        first = first with { Config = first.Config!.Replace("server.1=zk1", "server.1=0.0.0.0", StringComparison.Ordinal) };

        var adoption = Finds.Adopt(first, Finds.Member(2), Finds.Member(3));

        Assert.That(Read(adoption).Servers[0].Host, Is.EqualTo("zk1"));
        Assert.That(adoption.Notes, Has.Some.StartsWith("server 1 names itself 0.0.0.0"));
    }

    [Test]
    public void Differences_between_the_servers_are_named()
    {
        var adoption = Finds.Adopt(Finds.Member(1), Finds.Member(2, "maxClientCnxns=7"), Finds.Member(3));

        Assert.That(adoption.Notes, Has.Some.StartsWith("server 2 has maxClientCnxns=7"));
    }

    [Test]
    public void Observers_are_observers() => Assert.That(
        Read(Finds.Adopt(Finds.Member(1), Finds.Member(2), Finds.Member(3, "peerType=observer"))).Servers[2].Role,
        Is.EqualTo(Role.Observer));

    [Test]
    public void A_file_that_names_other_data_since_the_start_is_refused()
    {
        var adoption = Finds.Adopt(Finds.Alone("dataDir=/srv/new\nclientPort=2181").With(
            process => process with { OpenLogFolder = "/srv/old", DataLogFolder = "/srv/new" }));

        Assert.That(adoption.Refusals.Texts(), Has.One.Contains("writes its transactions in /srv/old, and ").And.One.Contains("names /srv/new"));
    }

    [Test]
    public void A_log_that_was_deleted_a_port_that_was_changed_and_an_id_that_two_have_are_refused()
    {
        Assert.That(
            Finds.Adopt(Finds.Alone("").With(process => process with { DeletedLog = "/srv/zk/version-2/log.1" })).Refusals.Texts(),
            Has.One.Contains("Do not stop it"));
        Assert.That(
            Finds.Adopt(Finds.Alone("clientPort=2181").With(process => process with
            {
                Listening = [new(System.Net.IPAddress.Any, 2183)], Uptime = TimeSpan.FromMinutes(1),
            })).Refusals.Texts(),
            Has.One.Contains("listens on the ports 2183, and ").And.One.Contains("names the client port 2181"));
        Assert.That(
            Finds.Adopt(Finds.Member(1), Finds.Member(3), Finds.Member(3)).Refusals.Texts(),
            Has.One.StartsWith("2 servers have the id 3 in their files myid"));
    }

    [Test]
    public void Servers_of_several_accounts_keep_theirs_and_that_is_said()
    {
        var adoption = Finds.Adopt(Finds.Member(1), Finds.Member(2).With(process => process with { Account = "root" }));

        Assert.That(adoption.Notes, Has.Some.Contains("different accounts (zookeeper, root)"));
    }

    [TestCase(KeeperKind.Loop, "is kept alive by its parent, process 9 (supervise.sh)")]
    [TestCase(KeeperKind.Container, "runs in a container (supervise.sh)")]
    public void What_the_suite_cannot_stop_is_refused(KeeperKind kind, string said)
    {
        var adoption = Finds.Adopt(
            Finds.Member(1).With(process => process with { Keeper = new(kind, "supervise.sh", 9) }));

        Assert.That(adoption.Refusals.Texts(), Has.One.Contains(said).And.Contains("4711"));
    }

    [TestCase(KeeperKind.Runit, "/etc/service/zookeeper", typeof(ServiceSpec.Runit))]
    [TestCase(KeeperKind.Supervisord, "zk:server", typeof(ServiceSpec.Supervisord))]
    [TestCase(KeeperKind.None, "", typeof(ServiceSpec.Script))]
    public void Who_keeps_a_server_alive_is_its_service(KeeperKind kind, string name, Type service)
    {
        var adoption = Finds.Adopt(Finds.Member(1).With(process => process with { Keeper = new(kind, name, 9) }));

        Assert.That(adoption.Refusals, Is.Empty);
        Assert.That(Read(adoption).Servers[0].Service, Is.TypeOf(service));
    }

    [Test]
    public void Files_that_cannot_be_read_are_refused() => Assert.That(
        Finds.Adopt(Finds.Member(1) with { Config = null }).Refusals.Texts(), Has.One.Contains("--become=sudo"));

    [Test]
    public void A_process_that_is_stopped_is_named()
    {
        var adoption = Finds.Adopt(
            Finds.Member(1), Finds.Member(2).With(process => process with { Suspended = true }), Finds.Member(3));

        Assert.That(adoption.Notes, Has.One.StartsWith("server 2 on zk2: its process 4711 is stopped"));
    }

    [Test]
    public void The_look_tells_a_stopped_process_and_what_scripts_give()
    {
        var server = HostLook.Parse("zk1", """
            host zk1
            server
            pid 4711
            start 100
            state T
            argument java
            written -XX:+UseG1GC
            configured -Xmx2g
            """).Single();

        Assert.That(server.Process.Suspended);
        Assert.That((server.Written.Single(), server.Configured.Single()), Is.EqualTo(("-XX:+UseG1GC", "-Xmx2g")));
    }

    internal static Inventory Read(Adoption adoption)
    {
        using var project = new Project();
        project.Environment["ZOOKEEPER_SUPERUSER_PASSWORD"] = "secret";
        return project.ReadGood(InventoryText.Of(adoption));
    }
}
