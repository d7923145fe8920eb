using Ensembles.Inventories;
using ZooKeeper.Configuration;

namespace Unit.Inventories;

internal sealed class InventoryReaderTests
{
    [Test]
    public void A_faultless_inventory_is_read_whole_and_without_a_warning()
    {
        using var project = new Project();

        var reading = project.Read(Project.Good);

        Assert.That(reading.Faults, Is.Empty);
        var inventory = reading.Inventory!;
        Assert.That(inventory.Ensemble, Is.EqualTo("realtime"));
        Assert.That(inventory.Release, Is.EqualTo(new ReleaseSpec { Version = new Version(3, 9, 3) }));
        Assert.That(inventory.InstallPath, Is.EqualTo($"{project.Root}/.local/releases"));
        Assert.That(inventory.ReleasePath, Is.EqualTo($"{project.Root}/.local/releases/current-realtime"));
        Assert.That(inventory.Service, Is.EqualTo(new ServiceSpec.ZkServer()));
        Assert.That(inventory.Java.Heap, Is.EqualTo("1g"));
        Assert.That(inventory.Settings.Values["autopurge.purgeInterval"], Is.EqualTo("24"));
        Assert.That(inventory.Superuser, Is.Null);
        Assert.That(inventory.Servers, Has.Length.EqualTo(3));
        string local = $"{project.Root}/.local/realtime/3";
        Assert.That(inventory.Servers[2], Is.EqualTo(new Server
        {
            Id = 3,
            Host = "127.0.0.1",
            ClientAddress = "127.0.0.1",
            Ports = new ServerPorts(2183, 2890, 3890, 8083),
            Role = Role.Participant,
            Paths = new ServerPaths($"{local}/conf", $"{local}/data", $"{local}/data", $"{local}/log"),
        }));
    }

    [Test]
    public void Defaults_over_ssh_are_those_of_packages()
    {
        using var project = new Project();

        var inventory = project.ReadGood(Project.Remote);

        Assert.That(inventory.Connection, Is.EqualTo(new ConnectionSpec
        {
            Kind = ConnectionKind.Ssh,
            User = "deploy",
            Agent = true,
        }));
        Assert.That(inventory.Release.Archive, Is.EqualTo($"{project.Root}/dist/zookeeper-3.9.4.tar.gz"));
        Assert.That(inventory.Servers[0].Ports, Is.EqualTo(new ServerPorts(2181, 2888, 3888, 8080)));
        Assert.That(inventory.Servers[0].ClientAddress, Is.Null);
        Assert.That(inventory.Servers[0].Paths, Is.EqualTo(
            new ServerPaths("/etc/zookeeper", "/var/lib/zookeeper", "/var/lib/zookeeper", "/var/log/zookeeper")));
    }

    [Test]
    public void Servers_are_ordered_by_id_and_may_differ()
    {
        using var project = new Project();

        var inventory = project.ReadGood("""
            ensemble: a
            release: { version: 3.9.4, archive: "/dist/{version}.tgz" }
            membership: static
            connection: { type: ssh, user: u, key: ~/k, passphrase: p, become: sudo, jump: "me@[::1]:2222", timeout: 5 }
            paths: { dataLog: "/log/{ensemble}/{id}" }
            service: systemd
            servers:
              - { id: 9, host: zk-9.example.com, role: observer }
              - { id: 3, host: "[2001:db8::3]", clientAddress: 10.0.0.3, paths: { data: "/data/{id}/" } }
              - { id: 2, host: b }
              - { id: 1, host: 2001:db8::1 }
            """);

        Assert.That(inventory.Servers.Select(server => server.Id), Is.EqualTo([1, 2, 3, 9]));
        Assert.That(inventory.Participants.Select(server => server.Id), Is.EqualTo([1, 2, 3]));
        Assert.That(inventory.Servers[2].Host, Is.EqualTo("2001:db8::3"));
        Assert.That(inventory.Servers[2].Paths.Data, Is.EqualTo("/data/3"));
        Assert.That(inventory.Servers[2].Paths.DataLog, Is.EqualTo("/log/a/3"));
        Assert.That(inventory.Servers[2].Line().ClientHost, Is.EqualTo("10.0.0.3"));
        Assert.That(inventory.User, Is.EqualTo("zookeeper"));
        Assert.That(inventory.Connection.Key, Is.EqualTo("/home/me/k"));
        Assert.That(inventory.Connection.Agent, Is.False);
        Assert.That(inventory.Connection.Jump, Is.EqualTo(new JumpHost("me", "::1", 2222)));
        Assert.That(inventory.Connection.Become, Is.EqualTo(BecomeKind.Sudo));
        Assert.That(inventory.Connection.Timeout, Is.EqualTo(TimeSpan.FromSeconds(5)));
    }

    [TestCase("", ClientPortAccess.Auto)]
    [TestCase(", clientPorts: auto", ClientPortAccess.Auto)]
    [TestCase(", clientPorts: direct", ClientPortAccess.Direct)]
    [TestCase(", clientPorts: tunnel", ClientPortAccess.Tunnel)]
    public void Client_ports_are_reached_as_it_says(string written, ClientPortAccess access)
    {
        using var project = new Project();

        var inventory = project.ReadGood(Project.Remote.Replace("user: deploy", "user: deploy" + written));

        Assert.That(inventory.Connection.ClientPorts, Is.EqualTo(access));
    }

    [TestCase("", false)]
    [TestCase(", fetch: here", false)]
    [TestCase(", fetch: hosts", true)]
    public void Hosts_fetch_the_release_where_it_says_so(string written, bool fetched)
    {
        using var project = new Project();
        var sum = new string('a', 128);

        var inventory = project.ReadGood(Project.Remote.Replace(
            "archive: \"dist/zookeeper-{version}.tar.gz\"",
            $"archive: \"https://example.org/zk-{{version}}.tgz\", sha512: {sum}{written}"));

        Assert.That(inventory.Release.FetchedByHosts, Is.EqualTo(fetched));
    }

    [Test]
    public void Settings_may_be_nested_dotted_or_lists()
    {
        using var project = new Project();

        var inventory = project.ReadGood(Project.Good.Replace("tickTime: 2000",
            "tickTime: 500, autopurge: { snapRetainCount: 5 }, autopurge.purgeInterval: 1, "
            + "ssl: { quorum.keyStore: { type: PEM } }, "
            + "4lw.commands.whitelist: [stat, dump], authProvider.sasl: org.example.P, forceSync: yes",
            StringComparison.Ordinal));

        Assert.That(inventory.Settings.TickTime, Is.EqualTo(500));
        Assert.That(inventory.Settings.Values, Is.SupersetOf(new Dictionary<string, string>
        {
            ["autopurge.snapRetainCount"] = "5",
            ["autopurge.purgeInterval"] = "1",
            ["ssl.quorum.keyStore.type"] = "PEM",
            ["4lw.commands.whitelist"] = "stat,dump",
            ["authProvider.sasl"] = "org.example.P",
            ["forceSync"] = "yes",
        }));
    }

    [Test]
    public void Variables_are_filled_in_once_from_the_environment()
    {
        using var project = new Project();
        project.Environment["HEAP"] = "2g";
        project.Environment["FLAG"] = "-Da=${HEAP}";
        project.Environment["PORT"] = "2222";

        var inventory = project.ReadGood(Project.Good
            .Replace("heap: 1g", "heap: \"${HEAP}\", flags: [\"${FLAG}\", \"-Db=${NONE:-x}y\", \"-Dc=$${HEAP}\"]",
                StringComparison.Ordinal)
            .Replace("client: 2183", "client: \"${PORT}\"", StringComparison.Ordinal));

        Assert.That(inventory.Java.Heap, Is.EqualTo("2g"));
        Assert.That(inventory.Java.Flags, Is.EqualTo(["-Da=${HEAP}", "-Db=xy", "-Dc=${HEAP}"]));
        Assert.That(inventory.Servers[2].Ports.Client, Is.EqualTo(2222));
    }

    [Test]
    public void All_faults_of_a_file_are_reported_at_once()
    {
        using var project = new Project();

        var reading = project.Read("""
            ensemble: "a b"
            relaese: { version: 3.9.3 }
            membership: dynamic
            connection: { type: lokal }
            settings: { tickTime: 0, syncLimits: 3, sslQuorum: 1 }
            java: { heap: big, flags: ["a b"] }
            superuser: { password: "${NO_SUCH}" }
            servers:
              - { id: 256, host: 127.0.0.1 }
              - { id: 7, host: 127.0.0.1, ports: { client: 2181, admin: 8081 } }
              - { id: 7, host: 127.0.0.1 }
            """);

        Assert.That(reading.Faults.Select(fault => $"{fault.Subject.Line} {fault.Subject.Key}"), Is.EqualTo([
            "1 release", "1 ensemble", "2 relaese", "4 connection.type", "5 settings.tickTime", "5 settings.syncLimits",
            "5 settings.sslQuorum", "6 java.heap", "6 java.flags[0]", "7 superuser.password", "9 servers[0].id",
            "11 servers[2].ports.client", "11 servers[2].ports.quorum", "11 servers[2].ports.election",
            "11 servers[2].id",
        ]));
    }

    [Test]
    public void A_missing_file_is_a_fault()
    {
        using var project = new Project();

        var reading = InventoryReader.Read(Path.Combine(project.Root, "no.yml"), _ => null, project.Root);

        Assert.That(reading.Inventory, Is.Null);
        Assert.That(reading.Faults.Single().ToString(),
            Is.EqualTo("no.yml: error ZK1001: there is no such file; write --inventory=NAME or the path of an inventory"));
    }

    [Test]
    public void Reading_writes_nothing()
    {
        using var project = new Project();

        project.ReadGood(File.ReadAllText(Path.Combine(Checkout.Root, "inventories", "local.yml")));

        string[] left = [.. Directory.EnumerateFileSystemEntries(project.Root, "*", SearchOption.AllDirectories)];
        Assert.That(left.Select(Path.GetFileName), Is.EquivalentTo(["inventories", "x.yml"]));
    }

    [TestCase("local")]
    [TestCase("local-static")]
    [TestCase("local-3.4")]
    [TestCase("local-five")]
    [TestCase("example-production")]
    public void The_projects_own_inventories_are_faultless(string name)
    {
        var environment = new Dictionary<string, string>
        {
            ["HOME"] = "/home/me",
            ["ZOOKEEPER_SHA512"] = new string('a', 128),
            ["ZOOKEEPER_SUPERUSER_PASSWORD"] = "secret",
        };

        var reading = InventoryReader.Read(
            InventoryFiles.Resolve(name, Checkout.Root), environment.GetValueOrDefault, Checkout.Root);

        Assert.That(reading.Faults, Is.Empty);
        Assert.That(reading.Inventory, Is.Not.Null);
    }
}
