using System.Collections.Immutable;
using Ensembles.Inventories;
using Ensembles.Membership;
using Ensembles.Rendering;

namespace Unit.Inventories;

/// <summary>Servers that somebody else set up: what keeps them running, where their files and releases are.</summary>
internal sealed class ServiceSpecTests
{
    private static IEnumerable<TestCaseData> Services()
    {
        yield return new TestCaseData("zkServer", new ServiceSpec.ZkServer());
        yield return new TestCaseData("systemd", new ServiceSpec.Systemd());
        yield return new TestCaseData("{ unit: zookeeper.service }", new ServiceSpec.Unit("zookeeper.service"));
        yield return new TestCaseData("{ unit: \"zk@{id}.service\" }", new ServiceSpec.Unit("zk@2.service"));
        yield return new TestCaseData("{ runit: /etc/service/zk/ }", new ServiceSpec.Runit("/etc/service/zk"));
        yield return new TestCaseData("{ supervisord: \"zk:zk_00\" }", new ServiceSpec.Supervisord("zk:zk_00", null));
        yield return new TestCaseData(
            "{ supervisord: zk, config: /etc/s.conf }", new ServiceSpec.Supervisord("zk", "/etc/s.conf"));
        yield return new TestCaseData(
            "{ start: /opt/zk/bin/zkServer.sh start, environment: { ZOOCFGDIR: \"/etc/zk {id}\" } }",
            new ServiceSpec.Script(["/opt/zk/bin/zkServer.sh", "start"], null,
                new Dictionary<string, string> { ["ZOOCFGDIR"] = "/etc/zk 2" }.ToImmutableSortedDictionary()));
        yield return new TestCaseData(
            "{ start: [./zkServer.sh, start, \"a b $c\"], directory: /opt/zk/bin }",
            new ServiceSpec.Script(["./zkServer.sh", "start", "a b $c"], "/opt/zk/bin",
                ImmutableSortedDictionary<string, string>.Empty));
    }

    [TestCaseSource(nameof(Services))]
    public void A_server_says_what_keeps_it_running(string written, ServiceSpec expected)
    {
        using var project = new Project();

        var inventory = project.ReadGood(Project.Remote.Replace(
            "host: 10.0.0.12", $"host: 10.0.0.12, service: {written}", StringComparison.Ordinal));

        Assert.That(inventory.Servers[1].Service, Is.EqualTo(expected));
        Assert.That(inventory.Servers[1].FilesAreOurs, Is.EqualTo(expected.IsOurs));
        Assert.That(inventory.Servers[0].Service, Is.EqualTo(new ServiceSpec.ZkServer()));
        Assert.That(inventory.Service, Is.EqualTo(new ServiceSpec.ZkServer()));
    }

    [Test]
    public void The_ensembles_service_is_that_of_all_and_of_those_to_come()
    {
        using var project = new Project();

        var inventory = project.ReadGood(Project.Remote.Replace(
            "servers:", "service: { unit: \"zk-{id}.service\" }\nservers:", StringComparison.Ordinal));

        Assert.That(inventory.Servers.Select(server => server.Service), Is.EqualTo(new ServiceSpec[]
        {
            new ServiceSpec.Unit("zk-1.service"), new ServiceSpec.Unit("zk-2.service"),
            new ServiceSpec.Unit("zk-3.service"),
        }));
        Assert.That(inventory.Service.Of(9), Is.EqualTo(new ServiceSpec.Unit("zk-9.service")));
    }

    [TestCase("{ unit: zookeeper }",
        "service.unit: 'zookeeper' is not possible here; use the name of a systemd service, like zookeeper.service")]
    [TestCase("{ unit: a.service, runit: /etc/service/a }",
        "service: names unit and runit, and one of them keeps the server running; "
        + "write one of unit: NAME.service, runit: FOLDER, supervisord: PROGRAM and start: COMMAND")]
    [TestCase("{ unit: a.service, directory: /opt/zk }",
        "service.directory: goes with start only; remove it, or write start instead of unit")]
    [TestCase("{ start: \"cd bin; ./zkServer.sh start\" }",
        "service.start: 'cd bin; ./zkServer.sh start' is not possible here; use words without quotes and other "
        + "characters of the shell, or a list with one item for each word")]
    [TestCase("{ start: [a], environment: { 1A: b } }",
        "service.environment.1A: is no name of an environment variable; use letters, digits and _, the first no digit")]
    [TestCase("[unit]", "service: is a list where a mapping is wanted; write { unit: … }")]
    [TestCase("upstart", "service: 'upstart' is not known; use zkServer or systemd")]
    [TestCase("{ environment: { A: b } }",
        "service: does not say what keeps the server running; "
        + "write one of unit: NAME.service, runit: FOLDER, supervisord: PROGRAM and start: COMMAND")]
    [TestCase("{ runit: service/zk }",
        "service.runit: 'service/zk' is not absolute; begin it with / where hosts are reached by ssh")]
    public void A_fault_is_named_once(string written, string expected)
    {
        using var project = new Project();

        Assert.That(Faults(project, written), Is.EqualTo([expected]));
    }

    [Test]
    public void A_release_in_place_is_neither_installed_nor_named_current()
    {
        using var project = new Project();

        var inventory = project.ReadGood(Project.Remote.Replace(
            "host: 10.0.0.12", "host: 10.0.0.12, release: { folder: /opt/zookeeper-3.9.4/bin/.. }",
            StringComparison.Ordinal));

        Assert.That(inventory.Servers[1].ReleaseFolder, Is.EqualTo("/opt/zookeeper-3.9.4"));
        Assert.That(inventory.Servers[1].HasOwnRelease, Is.True);
        Assert.That(inventory.Servers[0].HasOwnRelease, Is.False);
    }

    [TestCase("paths: { install: /opt }", "/opt", "/var/lib/zookeeper")]
    [TestCase("paths: { data: /data }", "/opt/zookeeper", "/data")]
    [TestCase("paths: { data: /srv//zk/bin/../data/ }", "/opt/zookeeper", "/srv/zk/data")]
    public void Folders_are_taken_as_people_have_them(string written, string install, string data)
    {
        using var project = new Project();

        var inventory = project.ReadGood(
            Project.Remote.Replace("servers:", written + "\nservers:", StringComparison.Ordinal));

        Assert.That(inventory.InstallPath, Is.EqualTo(install));
        Assert.That(inventory.Servers[0].Paths.Data, Is.EqualTo(data));
    }

    [TestCase("/var/lib")]
    [TestCase("/opt")]
    [TestCase("/")]
    [TestCase("/usr/../etc")]
    public void Folders_of_the_system_are_refused(string data)
    {
        using var project = new Project();

        var reading = project.Read(
            Project.Remote.Replace("servers:", $"paths: {{ data: {data} }}\nservers:", StringComparison.Ordinal));

        Assert.That(reading.Faults.Select(fault => fault.Message), Is.EqualTo([$"'{data}' is no folder of its own"]));
    }

    [Test]
    public void Of_a_service_of_theirs_only_the_configuration_and_the_id_are_written()
    {
        using var project = new Project();
        var inventory = project.ReadGood(Project.Good
            .Replace("java: { heap: 1g }", "paths: { configFile: zookeeper.properties }", StringComparison.Ordinal)
            .Replace("id: 3,", "id: 3, service: { unit: a.service },", StringComparison.Ordinal));
        var renderer = new Renderer(Path.Combine(Checkout.Root, "templates"));
        var form = new MembershipForm.Static([.. inventory.Servers.Select(server => server.Line())]);

        var files = renderer.Render(inventory, inventory.Servers[2], form);

        Assert.That(files.Select(file => Path.GetFileName(file.HostPath)), Is.EqualTo(["zookeeper.properties", "myid"]));
        Assert.That(files[0].Name, Is.EqualTo("zoo.cfg"));
        Assert.That(renderer.Render(inventory, inventory.Servers[0], form).Select(file => file.Name),
            Has.Member("java.env"));
    }

    [TestCase(0)]
    [TestCase(255)]
    public void Ids_that_members_have_elsewhere_are_read(int id)
    {
        using var project = new Project();

        var inventory = project.ReadGood(Project.Good.Replace("id: 3", $"id: {id}", StringComparison.Ordinal));

        Assert.That(inventory.Servers.Select(server => server.Id), Has.Member(id));
    }

    private static IEnumerable<string> Faults(Project project, string service)
    {
        var text = Project.Remote.Replace("servers:", $"service: {service}\nservers:", StringComparison.Ordinal);
        return [.. project.Read(text).Faults.Select(fault => $"{fault.Subject.Key}: {fault.Message}; {fault.Remedy}")];
    }
}
